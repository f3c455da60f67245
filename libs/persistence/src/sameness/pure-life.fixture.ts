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
import type { CompiledModel } from '@ripen/scoring';
import { type Deed, fateOf, type Life, touchpointId } from './life.fixture';
import { type News, PureLead } from './pure-lead.fixture';
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

/** Something that was seen of the same life elsewhere, in the order in which it held the lead's lock. */
export type Seen =
  | { readonly what: 'turn' | 'sales' | 'body'; readonly at: EpochMs }
  | { readonly what: 'deed'; readonly at: EpochMs; readonly index: number; readonly occurredAt: EpochMs };

/**
 * The core alone, in memory: facts, the clock and how mails end are all that is played to it. It is what the tables, the claims and the
 * workflows must come to.
 */
export class PureLife {
  private readonly lines: RawLine[] = [];
  private readonly compiled: CompiledJourney;
  private readonly lead: PureLead;
  private readonly sales: PureSales;
  private readonly planned = new Map<string, PlannedEffect>();
  private readonly fates = new Map<string, EffectState>();
  /** When each mail went out, by effect. */
  private readonly messages = new Map<string, EpochMs>();
  private inFlight: string | null = null;
  private state: EnrollmentState;
  private attempts = 0;
  private ids = 0;
  private woken = true;
  private now: EpochMs;

  constructor(
    private readonly life: Life,
    private readonly birth: Birth,
  ) {
    this.compiled = compile(life.graph);
    this.lead = new PureLead(birth.facts, birth.model);
    this.now = birth.begins;
    this.sales = new PureSales(birth.office, () => this.newId());
    const token = { id: 1, nodeId: 'start', visit: 1, phase: 'ready' } as const;
    this.state = {
      ...{ id: 'e', journeyId: 'j', status: 'active', enteredAt: this.now, lastMessageAt: null, submissionId: null },
      ...{ nextVisit: 2, tokens: [token], waits: [], effects: [] },
    };
  }

  /** The whole life by its own clock; the lines of the enrollment, then those of each handoff. */
  play(): RawLine[][] {
    this.settle();
    this.life.happenings.forEach(({ afterMs, deed }, index) => {
      this.passUntil(this.now + afterMs);
      this.happen(deed, index, this.now - agoOf(deed));
      this.settle();
    });
    this.passUntil(this.now + this.life.restMs);
    return this.told();
  }

  /** The same, at instants that were seen elsewhere: a clock that runs has lateness, which no core decides. */
  follow(seen: readonly Seen[]): RawLine[][] {
    let bodyAt: EpochMs | null = null;
    for (const one of seen) {
      this.now = one.at;
      switch (one.what) {
        case 'body':
          bodyAt = one.at;
          break;
        case 'sales':
          this.report(this.sales.pass(one.at));
          break;
        case 'turn':
          // Planned again by a person: the turn that took it up left no line.
          if (this.state.effects.some(({ state }) => state === 'planned') && this.inFlight === null) this.step();
          if (this.inFlight !== null) this.land(this.inFlight, bodyAt ?? one.at);
          bodyAt = null;
          this.step();
          break;
        case 'deed': {
          const happening = this.life.happenings[one.index];
          // Only what has ended can be decided about; where a person is asked, its end left no line.
          if (happening?.deed.does === 'decides' && this.inFlight !== null) this.land(this.inFlight, bodyAt ?? one.at);
          if (happening) this.happen(happening.deed, one.index, one.occurredAt);
        }
      }
    }
    return this.told();
  }

  private told(): RawLine[][] {
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
      if (this.inFlight !== null) this.land(this.inFlight, this.now);
      else if (this.state.status === 'active' && (this.woken || due)) this.step();
      else if (Math.min(...this.sales.deadlines()) <= this.now) this.report(this.sales.pass(this.now));
      else return;
    }
  }

  private step(): void {
    this.woken = false;
    const { now, compiled } = this;
    const decision = decide(compiled, {
      ...{ state: this.state, facts: this.lead.facts, now, workspaceZone: this.birth.zone },
      newId: () => this.newId(),
    });
    this.state = decision.state;
    this.lines.push(...decision.trace.map((line) => ({ ...line, actorId: null })));
    for (const change of decision.changes) this.carryOver(change);
    if (decision.command.do === 'effect') this.claim(decision.command.effectId);
  }

  private carryOver(change: JourneyChange): void {
    if (change.change === 'effect_planned') this.planned.set(change.effect.id, change.effect);
    if (change.change === 'handoff_opened')
      this.sales.open({ ...change, leadId: this.lead.facts.lead.id, now: this.now });
  }

  private claim(effectId: string): void {
    const refusal = this.lead.refusalOf(this.planned.get(effectId)?.purpose ?? 'marketing');
    if (refusal === null) this.inFlight = effectId;
    else this.settleEffect(effectId, 'dropped', refusal);
  }

  /** How the attempt ended. */
  private land(effectId: string, bodyAt: EpochMs): void {
    this.inFlight = null;
    const fate = fateOf(this.life, (this.attempts += 1));
    if (fate.outcome === 'retry') throw new Error('no attempt of these lives is put off');
    if (fate.outcome === 'sent' || fate.outcome === 'unknown') this.messages.set(effectId, bodyAt);
    if (fate.outcome === 'bounced') this.lead.suppress();
    const state = fate.outcome === 'bounced' ? 'failed' : fate.outcome;
    this.settleEffect(effectId, state, fate.outcome === 'sent' ? null : fate.code);
  }

  private settleEffect(effectId: string, state: EffectState, code: string | null): void {
    this.fates.set(effectId, state);
    const effects = this.state.effects.map((effect) => (effect.id === effectId ? { ...effect, state, code } : effect));
    const lastMessageAt = this.messages.size === 0 ? null : Math.max(...this.messages.values());
    this.state = { ...this.state, effects, lastMessageAt };
    this.woken = true;
  }

  /** `occurredAt`: by the clock of whoever did it. */
  private happen(deed: Deed, index: number, occurredAt: EpochMs): void {
    const { now } = this;
    const { facts } = this.lead;
    switch (deed.does) {
      case 'touches':
        return this.hear({ touchpoints: [this.touchpointOf(deed, index, occurredAt)], at: occurredAt });
      case 'tells': {
        const lead = { ...facts.lead, ...deed.lead };
        return this.hear({ lead, company: facts.company && { ...facts.company, ...deed.company }, at: occurredAt });
      }
      case 'withdraws':
        return this.lead.withdraw(now);
      case 'decides':
        return this.decideUnknown(deed.choice);
      case 'sells':
        return this.report(this.sales.act(deed, { now, askedAt: occurredAt }));
    }
  }

  private touchpointOf(
    { type, properties }: Extract<Deed, { does: 'touches' }>,
    index: number,
    occurredAt: EpochMs,
  ): Touchpoint {
    return {
      ...{ id: touchpointId(this.life, index), type, occurredAt, receivedAt: this.now, properties: { ...properties } },
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
  }

  private report(closing: Closing | null): void {
    if (closing === null) return;
    const { lead } = this.lead.facts;
    this.hear({ lead: closing.pseudo ? { ...lead, categoryByHand: 'pseudo' } : lead, closing, at: this.now });
  }

  /** Facts come in; an open wait that they satisfy is left. */
  private hear(news: News): void {
    const happened = this.lead.hear(news, this.now);
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

function agoOf(deed: Deed): number {
  return deed.does === 'touches' ? deed.agoMs : 0;
}
