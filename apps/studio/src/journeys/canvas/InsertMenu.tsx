import { Popover, TextInput, UnstyledButton } from '@mantine/core';
import type { NodeKindName } from '@ripen/journey';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Insertion } from '../editor/canvas-ui.store';
import { useCanvasUi, useEditorHandle } from '../editor/EditorContext';
import type { EditorActions } from '../editor/editor-actions';
import { useKindWords } from '../graph/use-kind-words';
import { FAMILY_OF } from './family-tokens';
import classes from './insert-menu.module.css';
import { KIND_ICONS } from './kind-icons';
import { searchKinds } from './kind-list';
import { useFamilyHues } from './use-family-hues';

/** The "+" of a path or of an open port asks here what should stand there. */
export function InsertMenu({ actions }: { actions: EditorActions }) {
  const insertion = useCanvasUi((ui) => ui.insertion);
  const { ui } = useEditorHandle();
  const familyHues = useFamilyHues();
  const close = (): void => ui.getState().setInsertion(null);
  return (
    <Popover
      opened={insertion !== null}
      onChange={(opened) => !opened && close()}
      onDismiss={close}
      position="bottom"
      shadow="lg"
      radius="lg"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <span
          className={classes.anchor}
          style={insertion ? { left: insertion.at.x, top: insertion.at.y } : { display: 'none' }}
        />
      </Popover.Target>
      <Popover.Dropdown p="xs" style={familyHues}>
        {insertion && <KindChoice insertion={insertion} actions={actions} onDone={close} />}
      </Popover.Dropdown>
    </Popover>
  );
}

interface ChoiceProps {
  readonly insertion: Insertion;
  readonly actions: EditorActions;
  readonly onDone: () => void;
}

function KindChoice({ insertion, actions, onDone }: ChoiceProps) {
  const { t } = useTranslation();
  const words = useKindWords();
  const [search, setSearch] = useState('');
  const isAllowed = (kind: NodeKindName): boolean =>
    kind !== 'trigger' && (kind !== 'exit' || insertion.into.place === 'port');
  const kinds = searchKinds(search, {
    wordsOf: (kind) => `${words.kindName(kind)} ${t(`journeys.kindHint.${kind}`)}`,
    allow: isAllowed,
  }).flatMap((group) => group.kinds);
  const choose = (kind: NodeKindName): void => {
    actions.insert(kind, insertion.into);
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const [first] = kinds;
    if (event.key === 'Enter' && first) choose(first);
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      document.querySelector<HTMLElement>(`.${CSS.escape(classes.kind ?? '')}`)?.focus();
    }
  };
  return (
    <div className={classes.menu}>
      <TextInput
        size="xs"
        data-autofocus
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        placeholder={t('journeys.palette.search')}
        aria-label={t('journeys.palette.search')}
        leftSection={<IconSearch size={14} aria-hidden />}
      />
      <ul className={classes.kinds}>
        {kinds.map((kind) => (
          <li key={kind}>
            <KindRow kind={kind} onChoose={() => choose(kind)} />
          </li>
        ))}
      </ul>
      {kinds.length === 0 && <p className={classes.hint}>{t('journeys.palette.nothing')}</p>}
    </div>
  );
}

function KindRow({ kind, onChoose }: { kind: NodeKindName; onChoose: () => void }) {
  const { t } = useTranslation();
  const words = useKindWords();
  const Icon = KIND_ICONS[kind];
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const row = event.currentTarget.parentElement;
    const next =
      event.key === 'ArrowDown'
        ? row?.nextElementSibling
        : event.key === 'ArrowUp'
          ? row?.previousElementSibling
          : null;
    if (!next) return;
    event.preventDefault();
    next.querySelector<HTMLElement>('button')?.focus();
  };
  return (
    <UnstyledButton className={classes.kind} data-family={FAMILY_OF[kind]} onClick={onChoose} onKeyDown={onKeyDown}>
      <span className={classes.icon}>
        <Icon size={16} stroke={1.75} aria-hidden />
      </span>
      <span className={classes.words}>
        <span className={classes.name}>{words.kindName(kind)}</span>
        <span className={classes.hint}>{t(`journeys.kindHint.${kind}`)}</span>
      </span>
    </UnstyledButton>
  );
}
