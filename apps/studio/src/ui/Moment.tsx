import type { EpochMs } from '@ripen/domain';
import { useLanguage } from '../i18n/use-language';
import { useZone } from '../session/session';
import { exactInstant, relativeInstant, shortInstant } from './instant';
import { useNow } from './use-now';

interface MomentProps {
  readonly at: EpochMs;
  /** `relative`: "3 min ago". `short`: the time today, else the date. `exact`: what a document says. */
  readonly as?: 'relative' | 'short' | 'exact';
}

/** An instant as people say it; the exact one, in the reader's zone, on hover. */
export function Moment({ at, as = 'relative' }: MomentProps) {
  const language = useLanguage();
  const zone = useZone();
  const now = useNow();
  const texts = {
    relative: () => relativeInstant(at, now, language),
    short: () => shortInstant(at, now, { language, zone }),
    exact: () => exactInstant(at, { language, zone }),
  };
  return (
    <time dateTime={new Date(at).toISOString()} title={exactInstant(at, { language, zone })}>
      {texts[as]()}
    </time>
  );
}
