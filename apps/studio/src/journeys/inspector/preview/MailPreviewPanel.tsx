import { ActionIcon, Modal, SegmentedControl, Tooltip } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { LANGUAGES, type Language } from '@ripen/domain';
import { IconArrowsMaximize, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure, SkeletonRows } from '../../../ui/states';
import { MailSheet, type Width, WIDTHS } from './MailSheet';
import { PersonPicker, type SeenBy } from './PersonPicker';
import classes from './preview.module.css';
import type { PreviewAnswer } from './use-mail-preview';

const INLINE_HEIGHT = 400;
/** What else stands in the large preview and around it, in pixels. */
const BESIDE_LARGE = 460;

interface PanelProps {
  readonly answer: PreviewAnswer;
  readonly person: SeenBy | null;
  readonly onPerson: (person: SeenBy | null) => void;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

/** How the mail looks to its reader, below its text or, larger, on top of everything. */
export function MailPreviewPanel(props: PanelProps) {
  const { t } = useTranslation();
  const body = useId();
  const [isOpen, setOpen] = useLocalStorage({
    key: 'ripen-mail-preview',
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  const [isLarge, setLarge] = useState(false);
  return (
    <section className={classes.panel} aria-label={t('journeys.preview.title')}>
      <header className={classes.bar}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={isOpen}
          aria-controls={body}
          onClick={() => setOpen((open) => !open)}
        >
          <IconChevronRight size={16} aria-hidden /> {t('journeys.preview.title')}
        </button>
        <Tooltip label={t('journeys.preview.larger')}>
          <ActionIcon size="md" aria-label={t('journeys.preview.larger')} onClick={() => setLarge(true)}>
            <IconArrowsMaximize size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </header>
      <div id={body} hidden={!isOpen}>
        {isOpen && !isLarge && <Preview {...props} height={INLINE_HEIGHT} initial="phone" />}
      </div>
      <Modal
        opened={isLarge}
        onClose={() => setLarge(false)}
        size={780}
        title={t('journeys.preview.title')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <SegmentedControl
          size="xs"
          mb="xs"
          value={props.language}
          onChange={props.onLanguage}
          aria-label={t('journeys.preview.language')}
          data={LANGUAGES.map((value) => ({ value, label: t(`words.language.${value}`) }))}
        />
        <Preview {...props} height={Math.max(320, window.innerHeight - BESIDE_LARGE)} initial="desktop" />
      </Modal>
    </section>
  );
}

interface PreviewProps extends PanelProps {
  readonly height: number;
  readonly initial: Width;
}

function Preview({ answer: { preview, error, retry }, person, onPerson, height, initial }: PreviewProps) {
  const { t } = useTranslation();
  const [width, setWidth] = useState<Width>(initial);
  return (
    <div className={classes.body}>
      <PersonPicker value={person} onChange={onPerson} />
      <SegmentedControl
        size="xs"
        fullWidth
        value={width}
        onChange={setWidth}
        aria-label={t('journeys.preview.width')}
        data={WIDTHS.map((value) => ({ value, label: t(`journeys.preview.widthOf.${value}`) }))}
      />
      {preview ? (
        <MailSheet preview={preview} width={width} height={height} />
      ) : error ? (
        <Failure error={error} retry={retry} />
      ) : (
        <SkeletonRows rows={6} />
      )}
      <p className={classes.hint}>{t('journeys.preview.hint')}</p>
    </div>
  );
}
