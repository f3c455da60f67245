import { type EffectState, effectChoices, type EpochMs, type LeadFacts, type Touchpoint } from '@ripen/domain';
import {
  compile,
  type CompiledJourney,
  decide,
  type EnrollmentState,
  type JourneyChange,
  matchWait,
  type PlannedEffect,
} from '@ripen/journey';
import { type CompiledModel, pointsOfTouchpoint, rescore, tallyOf } from '@ripen/scoring';
import { type Deed, fateOf, type Life } from './life.fixture';
import { type Closing, PureSales, type Office } from './pure-sales.fixture';
import type { RawLine } from './trace.fixture';

/** What a life begins with. */
export interface Birth {
  readonly begins: EpochMs;
  readonly facts: LeadFacts;
  readonly model: CompiledModel;
  readonly office: Office;
  readonly zone: string;
}

interface News extends Pick<Partial<LeadFacts>, 'lead' | 'company'> {
  readonly touchpoints?: readonly Touchpoint[];
  readonly closing?: Closing;
  readonly at: EpochMs;
}

/**
 * The core alone, in memory: facts, the clock and how mails end are all that is played to it. It is what the tables, the claims and the
 * workflows must come to.
 */
export class PureLife {
  readonly lines: RawLine[] = [];
  private readonly compiled: CompiledJourney;
  private readonly sales: PureSales;
  private readonly planned = new Map<string, PlannedEffect>();
  private readonly fates = new Map<string, EffectState>();
  /** When each mail went out, by effect. */
  private readonly messages = new Map<string, EpochMs>();
  private facts: LeadFacts;
  private state: EnrollmentState;
  private rawPointsMilli = 0;
  private attempts = 0;
  private ids = 0;
  private woken = true;
  now: EpochMs;

  constructor(
    private readonly life: Life,
    private readonly birth: Birth,
  ) {
    this.compiled = compile(life.graph);
    this.facts = birth.facts;
    this.now = birth.begins;
    this.sales = new PureSales(birth.office, () => this.newId());
    const token = { id: 1, nodeId: 'start', visit: 1, phase: 'ready' } as const;
    this.state = {
      ...{ id: 'e', journeyId: 'j', status: 'active', enteredAt: this.now, lastMessageAt: null, submissionId: null },
      ...{ nextVisit: 2, tokens: [token], waits: [], effects: [] },
    };
  }

  /** The whole life; the lines of the enrollment, then those of each handoff. */
  play(): RawLine[][] {
    this.settle();
    this.life.happenings.forEach(({ afterMs, deed }, index) => {
      this.passUntil(this.now + afterMs);
      this.happen(deed, index);
      this.settle();
    });
    this.passUntil(this.now + this.life.restMs);
    return [this.lines, ...this.sales.all];
  }

  private passUntil(until: EpochMs): void {
    for (;;) {
      const next = Math.min(...this.deadlines(), ...this.sales.deadlines());
      if (next > until) break;
      this.now = Math.max(this.now, next);
      this.settle();
    }
    this.now = until;
  }

  private deadlines(): EpochMs[] {
    if (this.state.status !== 'active') return [];
    return this.state.waits.flatMap(({ state, deadline }) => (state === 'open' && deadline !== null ? [deadline] : []));
  }

  /** Until nobody has anything to do at this instant. */
  private settle(): void {
    for (;;) {
      const due = Math.min(...this.deadlines()) <= this.now;
      if (this.state.status === 'active' && (this.woken || due)) this.step();
      else if (Math.min(...this.sales.deadlines()) <= this.now) this.report(this.sales.pass(this.now));
      else return;
    }
  }

  private step(): void {
    this.woken = false;
    const { facts, now, compiled } = this;
    const decision = decide(compiled, {
      ...{ state: this.state, facts, now, workspaceZone: this.birth.zone },
      newId: () => this.newId(),
    });
    this.state = decision.state;
    this.lines.push(...decision.trace.map((line) => ({ ...line, actorId: null })));
    for (const change of decision.changes) this.carryOver(change);
    if (decision.command.do === 'effect') this.send(decision.command.effectId);
  }

  private carryOver(change: JourneyChange): void {
    if (change.change === 'effect_planned') this.planned.set(change.effect.id, change.effect);
    if (change.change === 'handoff_opened') this.sales.open({ ...change, leadId: this.facts.lead.id, now: this.now });
  }

  /** The claim and the attempt. */
  private send(effectId: string): void {
    this.woken = true;
    const refusal = this.refusalOf(effectId);
    if (refusal !== null) return this.settleEffect(effectId, 'dropped', refusal);
    const fate = fateOf(this.life, (this.attempts += 1));
    switch (fate.outcome) {
      case 'sent':
        this.messages.set(effectId, this.now);
        return this.settleEffect(effectId, 'sent', null);
      case 'unknown':
        this.messages.set(effectId, this.now);
        return this.settleEffect(effectId, 'unknown', fate.code);
      case 'bounced':
        this.facts = { ...this.facts, suppressed: true };
        return this.settleEffect(effectId, 'failed', fate.code);
      case 'failed':
        return this.settleEffect(effectId, 'failed', fate.code);
      case 'retry':
        throw new Error('no attempt of these lives is put off');
    }
  }

  private refusalOf(effectId: string): string | null {
    const { lead, suppressed, consents } = this.facts;
    if (lead.email === null) return 'no_address';
    if (suppressed) return 'suppressed';
    const consent = consents.find(({ purpose, channel }) => purpose === 'marketing' && channel === 'email');
    return this.planned.get(effectId)?.purpose === 'marketing' && consent?.state !== 'granted' ? 'no_consent' : null;
  }

  private settleEffect(effectId: string, state: EffectState, code: string | null): void {
    this.fates.set(effectId, state);
    const effects = this.state.effects.map((effect) => (effect.id === effectId ? { ...effect, state, code } : effect));
    const lastMessageAt = this.messages.size === 0 ? null : Math.max(...this.messages.values());
    this.state = { ...this.state, effects, lastMessageAt };
  }

  private happen(deed: Deed, index: number): void {
    const { facts, now } = this;
    switch (deed.does) {
      case 'touches':
        return this.hear({ touchpoints: [this.touchpointOf(deed, index)], at: now - deed.agoMs });
      case 'tells': {
        const lead = { ...facts.lead, ...deed.lead };
        return this.hear({ lead, company: facts.company && { ...facts.company, ...deed.company }, at: now });
      }
      case 'withdraws':
        this.facts = {
          ...facts,
          consents: [{ purpose: 'marketing', channel: 'email', state: 'withdrawn', at: now }],
        };
        return;
      case 'decides':
        return this.decideUnknown(deed.choice);
      case 'sells':
        return this.report(this.sales.act(deed, now));
    }
  }

  private touchpointOf({ type, properties, agoMs }: Extract<Deed, { does: 'touches' }>, index: number): Touchpoint {
    return {
      ...{
        id: `deed:${index}`,
        type,
        occurredAt: this.now - agoMs,
        receivedAt: this.now,
        properties: { ...properties },
      },
      ...{ source: { channel: null, campaign: null, referrer: null }, enrollmentId: null },
    };
  }

  /** A person says what became of the latest mail of which nobody knows. */
  private decideUnknown(choice: 'treat_as_sent' | 'send_again'): void {
    const effectId = [...this.fates].findLast(([, fate]) => fate === 'unknown')?.[0] ?? '';
    const place = this.planned.get(effectId);
    if (!place) return;
    const { nodeId, visit } = place;
    const stands = this.state.status !== 'ended' && this.state.tokens.some((token) => token.visit === visit);
    if (!effectChoices({ state: 'unknown', stands, acknowledged: false }).includes(choice)) return;
    const why = { choice, effectId };
    const line = { nodeId, visit, at: this.now, event: 'decided', port: null, toNodeId: null, until: null, why };
    this.lines.push({ ...line, actorId: null });
    if (choice === 'send_again') this.messages.delete(effectId);
    this.settleEffect(
      effectId,
      choice === 'send_again' ? 'planned' : 'sent',
      choice === 'send_again' ? null : 'decided_sent',
    );
    this.woken = true;
  }

  private report(closing: Closing | null): void {
    if (closing === null) return;
    const lead = closing.pseudo ? { ...this.facts.lead, categoryByHand: 'pseudo' as const } : this.facts.lead;
    this.hear({ lead, closing, at: this.now });
  }

  /** Facts come in: they are scored, and an open wait that they satisfy is left. */
  private hear({ touchpoints = [], closing, at, ...news }: News): void {
    const before = this.facts.score?.stage ?? null;
    const known = [...this.facts.touchpoints, ...touchpoints].sort((a, b) => a.occurredAt - b.occurredAt);
    const { model } = this.birth;
    for (const { type } of touchpoints) this.rawPointsMilli += pointsOfTouchpoint(model, type);
    const { lead, company } = { ...this.facts, ...news };
    const input = { model, lead, company, rawPointsMilli: this.rawPointsMilli, tally: tallyOf(known), now: this.now };
    this.facts = { ...this.facts, lead, company, touchpoints: known, score: rescore(input) };
    const stage = this.facts.score?.stage ?? null;
    const happened = {
      ...{ touchpoints, stage: stage === before ? null : stage, confirmedSubmissions: [], at },
      handoffs: closing ? [{ id: closing.handoffId, outcome: closing.outcome }] : [],
    };
    const waits = this.state.waits.map((wait) => {
      const match = wait.state === 'open' ? matchWait(wait, happened) : null;
      return match ? { ...wait, state: 'satisfied' as const, ...match } : wait;
    });
    this.woken ||= waits.some((wait, index) => wait !== this.state.waits[index]);
    this.state = { ...this.state, waits };
  }

  /** Shaped like the ids of rows, so that both sides read alike. */
  private newId(): string {
    return `00000000-0000-7000-8000-${(this.ids += 1).toString(16).padStart(12, '0')}`;
  }
}
