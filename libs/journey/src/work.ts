import type { EffectView } from '@ripen/domain';
import type { DecideInput, EnrollmentState, JourneyChange, PlannedEffect, Token, TraceEntry, Wait } from './state';

/** An enrollment while it is decided: the state as it will be, what must be written, and the trace. */
export class Work {
  readonly changes: JourneyChange[] = [];
  readonly trace: TraceEntry[] = [];
  status: EnrollmentState['status'];
  private tokens: readonly Token[];
  private waits: readonly Wait[];
  private effects: readonly EffectView[];
  private nextVisit: number;

  constructor(private readonly input: DecideInput) {
    const { status, tokens, waits, effects, nextVisit } = input.state;
    this.status = status;
    this.tokens = tokens;
    this.waits = waits;
    this.effects = effects;
    this.nextVisit = nextVisit;
  }

  waitOf(visit: number): Wait | null {
    return this.waits.find((wait) => wait.visit === visit) ?? null;
  }

  effectOf(visit: number): EffectView | null {
    return this.effects.find((effect) => effect.visit === visit) ?? null;
  }

  /** Puts a token onto the next node as a new visit; what belonged to the old visit is no longer looked at. */
  move(token: Token, nodeId: string): Token {
    const moved: Token = { id: token.id, nodeId, visit: this.nextVisit, phase: 'ready' };
    this.nextVisit += 1;
    this.place(moved);
    this.waits = this.waits.filter((wait) => wait.visit !== token.visit);
    this.effects = this.effects.filter((effect) => effect.visit !== token.visit);
    return moved;
  }

  openWait(token: Token, wait: Wait): void {
    this.place({ ...token, phase: 'waiting' });
    this.waits = [...this.waits, wait];
    this.changes.push({ change: 'wait_opened', wait });
  }

  closeWait(waitId: string, { state, port }: { state: 'timed_out' | 'cancelled'; port: string | null }): void {
    this.waits = this.waits.map((wait) => (wait.id === waitId ? { ...wait, state, port } : wait));
    this.changes.push({ change: 'wait_closed', waitId, state, port, by: null });
  }

  planEffect(token: Token, effect: PlannedEffect): void {
    this.place({ ...token, phase: 'acting' });
    const view: EffectView = {
      id: effect.id,
      visit: effect.visit,
      step: effect.step,
      state: 'planned',
      notBefore: null,
      leaseUntil: null,
      code: null,
    };
    this.effects = [...this.effects, view];
    this.changes.push({ change: 'effect_planned', effect });
  }

  /** Ends the enrollment: what other tokens still wait for or plan is cancelled. A mail that is being sent cannot be called back. */
  end(reason: string): void {
    for (const wait of this.waits)
      if (wait.state === 'open') this.closeWait(wait.id, { state: 'cancelled', port: null });
    for (const effect of this.effects) {
      if (effect.state === 'planned')
        this.changes.push({ change: 'effect_cancelled', effectId: effect.id, code: 'enrollment_ended' });
    }
    this.changes.push({ change: 'ended', reason });
    this.status = 'ended';
    this.tokens = [];
    this.waits = [];
    this.effects = [];
  }

  park(): void {
    this.status = 'parked';
  }

  state(): EnrollmentState {
    const { status, tokens, waits, effects, nextVisit } = this;
    return { ...this.input.state, status, tokens, waits, effects, nextVisit };
  }

  private place(token: Token): void {
    this.tokens = this.tokens.map((one) => (one.id === token.id ? token : one));
  }
}
