import { isHardBounce, type SendResult } from '@ripen/connectors';
import type { EffectOutcome } from '@ripen/persistence';

/** What a mail server's answer means for the effect. `address` is suppressed on a hard bounce; null: a colleague's address, which never is. */
export function outcomeOf(result: SendResult, address: string | null): EffectOutcome {
  switch (result.outcome) {
    case 'sent':
      return { outcome: 'sent' };
    case 'uncertain':
      return { outcome: 'unknown', code: result.code };
    case 'aborted':
      return { outcome: 'retry', code: 'aborted', afterMs: null };
    case 'refused':
      if (isHardBounce(result) && address !== null) return { outcome: 'bounced', code: result.code, address };
      if (result.permanent) return { outcome: 'failed', code: result.code };
      return { outcome: 'retry', code: result.code, afterMs: result.retryAfterMs };
  }
}
