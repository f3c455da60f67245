import type { EpochMs, LeadFacts, Touchpoint } from '@ripen/domain';
import type { matchWait } from '@ripen/journey';
import { type CompiledModel, pointsOfTouchpoint, rescore, tallyOf } from '@ripen/scoring';
import type { Closing } from './pure-sales.fixture';

/** What becomes known of a lead at once. `at`: when the latest of it happened. */
export interface News extends Partial<Pick<LeadFacts, 'lead' | 'company'>> {
  readonly touchpoints?: readonly Touchpoint[];
  readonly closing?: Closing;
  readonly at: EpochMs;
}

/** A lead's facts in memory, scored by the core alone. */
export class PureLead {
  private rawPointsMilli = 0;

  constructor(
    public facts: LeadFacts,
    private readonly model: CompiledModel,
  ) {}

  /** Takes it in, scores, and answers what open waits may listen for. */
  hear({ touchpoints = [], closing, at, ...news }: News, now: EpochMs): Parameters<typeof matchWait>[1] {
    const { model } = this;
    const before = this.facts.score?.stage ?? null;
    const known = [...this.facts.touchpoints, ...touchpoints].sort((a, b) => a.occurredAt - b.occurredAt);
    for (const { type } of touchpoints) this.rawPointsMilli += pointsOfTouchpoint(model, type);
    const { lead, company } = { ...this.facts, ...news };
    const score = rescore({ model, lead, company, rawPointsMilli: this.rawPointsMilli, tally: tallyOf(known), now });
    this.facts = { ...this.facts, lead, company, touchpoints: known, score };
    const stage = score?.stage ?? null;
    return {
      ...{ touchpoints, stage: stage === before ? null : stage, confirmedSubmissions: [], at },
      handoffs: closing ? [{ id: closing.handoffId, outcome: closing.outcome }] : [],
    };
  }

  withdraw(at: EpochMs): void {
    this.facts = { ...this.facts, consents: [{ purpose: 'marketing', channel: 'email', state: 'withdrawn', at }] };
  }

  suppress(): void {
    this.facts = { ...this.facts, suppressed: true };
  }

  /** Why a mail must not go out now; null: it may. */
  refusalOf(purpose: string): string | null {
    const { lead, suppressed, consents } = this.facts;
    if (lead.email === null) return 'no_address';
    if (suppressed) return 'suppressed';
    const consent = consents.find((said) => said.purpose === 'marketing' && said.channel === 'email');
    return purpose === 'marketing' && consent?.state !== 'granted' ? 'no_consent' : null;
  }
}
