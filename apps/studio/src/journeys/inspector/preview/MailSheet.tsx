import { useElementSize } from '@mantine/hooks';
import type { MailPreview } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/use-format';
import { laidOut, mailPage } from './mail-page';
import classes from './preview.module.css';

export const WIDTHS = ['phone', 'desktop', 'text'] as const;
export type Width = (typeof WIDTHS)[number];

interface SheetProps {
  readonly preview: MailPreview;
  readonly width: Width;
  /** Pixels of the screen. */
  readonly height: number;
}

/** The mail with its head, as a mail program shows it; or why there is none. */
export function MailSheet({ preview: { mail, problems }, width, height }: SheetProps) {
  const { t } = useTranslation();
  const { text } = useFormat();
  return (
    <div className={classes.sheet}>
      {problems.length > 0 && (
        <div role="alert">
          <ul className={classes.problems}>
            {problems.map((problem, index) => (
              <li key={index}>
                {t(`journeys.preview.part.${problem.part}`)}
                {problem.line !== null && `, ${t('journeys.preview.line', { line: problem.line })}`}:{' '}
                {text(problem.sentence)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {mail && (
        <>
          <dl className={classes.head}>
            <dt>{t('journeys.preview.from')}</dt>
            <dd>{mail.from ?? t('journeys.preview.noSender')}</dd>
            <dt>{t('journeys.preview.to')}</dt>
            <dd>{mail.to ?? t('journeys.preview.noAddress')}</dd>
            <dt>{t('journeys.preview.subject')}</dt>
            <dd className={classes.subject}>{mail.subject || t('journeys.preview.noSubject')}</dd>
          </dl>
          {width === 'text' ? (
            <pre className={classes.text} style={{ height }} tabIndex={0}>
              {mail.text}
            </pre>
          ) : (
            <Framed html={mail.html} device={width} height={height} />
          )}
        </>
      )}
    </div>
  );
}

/** No scripts, no forms, no windows, no origin: what a lead or a colleague wrote is shown and can do nothing. */
function Framed({ html, device, height }: { html: string; device: Exclude<Width, 'text'>; height: number }) {
  const { t } = useTranslation();
  const { ref, width: room } = useElementSize();
  const { width, scale, left } = laidOut(device, room);
  return (
    <div ref={ref} className={classes.stage} style={{ height }}>
      <iframe
        className={classes.frame}
        title={t('journeys.preview.frame')}
        sandbox=""
        srcDoc={mailPage(html)}
        style={{ width, height: height / scale, transform: `scale(${scale})`, marginInlineStart: left }}
      />
    </div>
  );
}
