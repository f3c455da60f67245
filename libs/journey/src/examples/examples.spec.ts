import { DAY, type EpochMs, LANGUAGES, type LeadFacts, type Stage } from '@ripen/domain';
import { type Happened, matchWait } from '../awaited';
import { compile } from '../compile';
import { decide } from '../decide';
import { graphSchema, type JourneyGraph } from '../graph';
import { aCompany, anEnrollment, aScore, aTouchpoint, countedIds, MONDAY, someFacts } from '../lead.fixture';
import { matchTrigger } from '../nodes/trigger.node';
import type { EnrollmentState, JourneyDecision } from '../state';
import { offerDelivery } from './offer-delivery';
import { reifung } from './reifung';
import { ruecklaeufer } from './ruecklaeufer';

/** Walks one person through a journey, decision by decision. */
class Walk {
  now: EpochMs = MONDAY;
  last: JourneyDecision;
  readonly nodes: string[] = [];
  private readonly compiled;
  private readonly newId = countedIds();
  private state: EnrollmentState;
  private facts: LeadFacts = someFacts({ score: aScore('nurture') });

  constructor(graph: JourneyGraph, over: Partial<EnrollmentState> = {}) {
    this.compiled = compile(graphSchema.parse(JSON.parse(JSON.stringify(graph))));
    this.state = anEnrollment('start', over);
    this.last = this.decide();
  }

  mail(outcome: 'sent' | 'dropped', code: string | null = null): this {
    this.now += 1;
    const effects = this.state.effects.map((effect) => ({ ...effect, state: outcome, code }));
    this.state = { ...this.state, effects, lastMessageAt: outcome === 'sent' ? this.now : this.state.lastMessageAt };
    return this.go();
  }

  after(ms: number): this {
    this.now += ms;
    return this.go();
  }

  does(type: string, properties: Readonly<Record<string, unknown>> = {}): this {
    this.now += 1;
    const touchpoint = aTouchpoint(type, this.now, { properties });
    this.facts = { ...this.facts, touchpoints: [...this.facts.touchpoints, touchpoint] };
    const { submissionId } = properties;
    return this.happens({
      touchpoints: [touchpoint],
      confirmedSubmissions: typeof submissionId === 'string' ? [submissionId] : [],
    });
  }

  becomes(stage: Stage): this {
    this.now += 1;
    this.facts = { ...this.facts, score: aScore(stage) };
    return this.happens({ stage });
  }

  isClosed(outcome: string): this {
    this.now += 1;
    const handoffs = this.state.waits.flatMap(({ events }) =>
      events.flatMap((event) => (event.kind === 'handoff' ? [{ id: event.handoffId, outcome }] : [])),
    );
    return this.happens({ handoffs });
  }

  private happens(what: Partial<Happened>): this {
    const happened: Happened = {
      touchpoints: [],
      stage: null,
      confirmedSubmissions: [],
      handoffs: [],
      at: this.now,
      ...what,
    };
    const waits = this.state.waits.map((wait) => {
      const match = wait.state === 'open' ? matchWait(wait, happened) : null;
      return match ? { ...wait, state: 'satisfied' as const, port: match.port, by: match.by } : wait;
    });
    this.state = { ...this.state, waits };
    return this.go();
  }

  private go(): this {
    this.last = this.decide();
    return this;
  }

  private decide(): JourneyDecision {
    const { state, facts, now, newId } = this;
    const decision = decide(this.compiled, { state, facts, now, workspaceZone: 'Europe/Berlin', newId });
    this.state = decision.state;
    this.nodes.push(
      ...decision.trace.flatMap(({ event, nodeId }) => (['waits', 'acts', 'ended'].includes(event) ? [nodeId] : [])),
    );
    return decision;
  }
}

const URL = 'https://example.com/';
const nurture = (): JourneyGraph => reifung({ teamId: 'team', language: 'de', guideUrl: URL });

describe('Reifung', () => {
  it('mails the guide, waits for the click, lets the lead ripen and hands it to sales', () => {
    const walk = new Walk(nurture())
      .mail('sent')
      .does('email_link_clicked')
      .does('webinar_registered')
      .becomes('develop')
      .becomes('sales_ready');
    expect(walk.nodes).toEqual(['guide', 'click', 'ripening', 'sales']);
    expect(walk.last.changes).toContainEqual(expect.objectContaining({ change: 'handoff_opened', teamId: 'team' }));
    expect(walk.isClosed('lost').last.changes).toEqual([{ change: 'ended', reason: 'lost' }]);
  });

  it('reminds once after a week, and goes on without a click after another', () => {
    const walk = new Walk(nurture())
      .mail('sent')
      .after(7 * DAY)
      .mail('sent')
      .after(7 * DAY)
      .after(90 * DAY);
    expect(walk.nodes).toEqual(['guide', 'click', 'reminder', 'second_click', 'ripening', 'not_ripened']);
    expect(walk.last.changes.at(-1)).toEqual({ change: 'ended', reason: 'not_ripened' });
  });

  it('does not take a click on the guide for a click on the reminder', () => {
    const walk = new Walk(nurture())
      .mail('sent')
      .after(7 * DAY)
      .does('email_link_clicked');
    expect(walk.mail('sent').nodes.at(-1)).toBe('second_click');
    expect(walk.does('email_link_clicked').nodes.at(-1)).toBe('ripening');
  });

  it('hands over at once whoever is ripe before any click', () => {
    expect(new Walk(nurture()).mail('sent').becomes('sales_ready').nodes).toEqual(['guide', 'click', 'sales']);
  });

  it('lets a lead ripen that may not be written to', () => {
    expect(new Walk(nurture()).mail('dropped', 'no_consent').nodes).toEqual(['guide', 'ripening']);
  });

  it('begins when a lead is to be nurtured or developed, never for customers', () => {
    const trigger = compile(nurture()).triggers[0];
    const begins = (to: Stage, facts: LeadFacts) =>
      trigger && matchTrigger(trigger.config, { on: 'stage', from: 'park', to }, facts, MONDAY);
    expect(begins('nurture', someFacts({ company: aCompany() }))).toBe(true);
    expect(begins('develop', someFacts())).toBe(true);
    expect(begins('sales_ready', someFacts())).toBe(false);
    expect(begins('nurture', someFacts({ company: aCompany({ relationship: 'customer' }) }))).toBe(false);
  });

  it('runs in seconds where it is told to', () => {
    const graph = reifung({
      teamId: 'team',
      language: 'en',
      guideUrl: URL,
      untilReminder: { amount: 2, unit: 'seconds' },
    });
    expect(new Walk(graph).mail('sent').after(2_000).nodes.at(-1)).toBe('reminder');
  });
});

describe('Rückläufer', () => {
  const again = (): JourneyGraph => ruecklaeufer({ teamId: 'team', language: 'de', newsUrl: URL });

  it('leaves a lead in peace that kept its points, until something new happens', () => {
    const walk = new Walk(again());
    expect(walk.becomes('sales_ready').nodes).toEqual(['peace']);
    expect(walk.does('topic_page_visited').mail('sent').nodes).toEqual(['peace', 'another_try', 'sales']);
  });

  it('writes after thirty quiet days by itself', () => {
    expect(new Walk(again()).after(31 * DAY).mail('sent').nodes).toEqual(['peace', 'another_try', 'ripening']);
  });
});

describe('the offer delivery', () => {
  const submission = { submissionId: 'sub-1' };

  it('asks for confirmation at the typed address and delivers to the lead once confirmed', () => {
    const walk = new Walk(offerDelivery({ language: 'de' }), submission);
    expect(walk.last.changes).toEqual([
      { change: 'effect_planned', effect: expect.objectContaining({ nodeId: 'confirm', purpose: 'transactional' }) },
    ]);
    walk.mail('sent').does('content_requested', submission).mail('sent');
    expect(walk.nodes).toEqual(['confirm', 'confirmed', 'deliver', 'delivered']);
  });

  it('delivers where the confirmation overtook the outcome of the mail', () => {
    const walk = new Walk(offerDelivery({ language: 'de' }), submission)
      .does('content_requested', submission)
      .mail('sent');
    expect(walk.nodes).toEqual(['confirm', 'deliver']);
  });

  it('ends unconfirmed after a week', () => {
    const walk = new Walk(offerDelivery({ language: 'en' }), submission).mail('sent').after(7 * DAY);
    expect(walk.last.changes.at(-1)).toEqual({ change: 'ended', reason: 'not_confirmed' });
  });
});

describe('the mails of the examples', () => {
  const graphs = LANGUAGES.flatMap((language) => [
    reifung({ teamId: 'team', language, guideUrl: URL }),
    ruecklaeufer({ teamId: 'team', language, newsUrl: URL }),
    offerDelivery({ language }),
  ]);

  it('read only what a template may read', () => {
    const known = [
      'lead.firstName',
      'lead.lastName',
      'company.name',
      'offer.title',
      'links.confirm',
      'links.deliver',
      'sender.name',
    ];
    for (const graph of graphs) {
      for (const { content } of compile(graph).mails.values()) {
        const text = JSON.stringify(content);
        const read = [...text.matchAll(/\{\{ ([\w.]+) \}\}|\{% if ([\w.]+) %\}/g)].map(
          ([, value, condition]) => value ?? condition,
        );
        expect(read.length).toBeGreaterThan(0);
        for (const path of read) expect(known).toContain(path);
      }
    }
  });
});
