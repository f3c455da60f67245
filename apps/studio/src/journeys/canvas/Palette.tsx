import { TextInput, UnstyledButton } from '@mantine/core';
import type { NodeKindName } from '@ripen/journey';
import { IconSearch } from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditorActions } from '../editor/editor-actions';
import { useKindWords } from '../graph/use-kind-words';
import { FAMILY_OF } from './family-tokens';
import { CARD_HEIGHT, cardWidth } from './geometry';
import { KIND_ICONS } from './kind-icons';
import { searchKinds } from './kind-list';
import classes from './palette.module.css';
import { KIND_DRAG_TYPE } from './use-canvas-drops';

/** What a journey is made of, by family. Drag a block onto the canvas, or click it to go on where the selection is. */
export function Palette({ actions }: { actions: EditorActions }) {
  const { t } = useTranslation();
  const words = useKindWords();
  const [search, setSearch] = useState('');
  const { screenToFlowPosition } = useReactFlow();
  const groups = searchKinds(search, {
    wordsOf: (kind) => `${words.kindName(kind)} ${t(`journeys.kindHint.${kind}`)}`,
  });
  const add = (kind: NodeKindName): void => {
    const canvas = document.querySelector('.react-flow')?.getBoundingClientRect();
    const middle = screenToFlowPosition({
      x: (canvas?.left ?? 0) + (canvas?.width ?? 0) / 2,
      y: (canvas?.top ?? 0) + (canvas?.height ?? 0) / 2,
    });
    actions.add(kind, { x: middle.x - cardWidth(1) / 2, y: middle.y - CARD_HEIGHT / 2 });
  };
  return (
    <nav className={classes.palette} aria-label={t('journeys.palette.title')}>
      <TextInput
        size="xs"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        placeholder={t('journeys.palette.search')}
        aria-label={t('journeys.palette.search')}
        leftSection={<IconSearch size={14} aria-hidden />}
      />
      {groups.length === 0 && <p className={classes.nothing}>{t('journeys.palette.nothing')}</p>}
      {groups.map(({ family, kinds }) => (
        <section key={family} aria-label={t(`journeys.family.${family}`)}>
          <h2 className={classes.family}>{t(`journeys.family.${family}`)}</h2>
          {kinds.map((kind) => (
            <KindBlock key={kind} kind={kind} onAdd={() => add(kind)} />
          ))}
        </section>
      ))}
    </nav>
  );
}

function KindBlock({ kind, onAdd }: { kind: NodeKindName; onAdd: () => void }) {
  const { t } = useTranslation();
  const words = useKindWords();
  const Icon = KIND_ICONS[kind];
  const onDragStart = (event: DragEvent): void => {
    event.dataTransfer.setData(KIND_DRAG_TYPE, kind);
    event.dataTransfer.effectAllowed = 'copy';
  };
  return (
    <UnstyledButton
      draggable
      onDragStart={onDragStart}
      onClick={onAdd}
      className={classes.block}
      data-family={FAMILY_OF[kind]}
      title={t(`journeys.kindHint.${kind}`)}
    >
      <span className={classes.icon}>
        <Icon size={16} stroke={1.75} aria-hidden />
      </span>
      {words.kindName(kind)}
    </UnstyledButton>
  );
}
