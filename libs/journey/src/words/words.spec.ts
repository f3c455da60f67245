import { LANGUAGES } from '@ripen/domain';
import { NODE_KINDS } from '../graph';
import { reifung } from '../examples/reifung';
import { ruecklaeufer } from '../examples/ruecklaeufer';
import { NODE_REGISTRY } from '../nodes/registry';
import { aNode, MONDAY } from '../lead.fixture';
import { TRACE_EVENTS, type TraceEntry } from '../state';
import { describeNode } from './describe-node';
import { describeTrace } from './describe-trace';
import { describeActing, describeWaiting } from './describe-waiting';
import { NO_NAMES, type Names } from './names';
import { portNames } from './port-names';

const NAMES: Names = {
  ...NO_NAMES,
  teams: { 'team-1': 'Inside Sales' },
  people: { ada: 'Ada' },
  nodes: { click: 'Gelesen?', sales: 'An den Vertrieb' },
  zone: 'Europe/Berlin',
};

describe('the sentence of a node', () => {
  const sentences = (language: 'de' | 'en'): Record<string, string> =>
    Object.fromEntries(
      [
        reifung({ teamId: 'team-1', language, guideUrl: 'https://example.com/' }),
        ruecklaeufer({ teamId: 'team-1', language, newsUrl: 'https://example.com/' }),
      ].flatMap(({ nodes }) =>
        nodes.map((node) => [
          node.id === 'start' ? `start ${String(node.config['on'])}` : node.id,
          describeNode(node, language, NAMES),
        ]),
      ),
    );

  it('reads in German', () => {
    expect(sentences('de')).toMatchObject({
      'start stage':
        'Beginnt, sobald der Lead die Phase „pflegen“ oder „entwickeln“ erreicht; nur wenn: Unternehmen ist nicht Kunde',
      'start feedback': 'Beginnt mit der Rückmeldung „verloren“, wenn „Zeitpunkt“ nicht erfüllt war',
      guide: 'Sendet „Leitfaden: In fünf Schritten zur richtigen Lösung“',
      click: 'Wartet, bis der Lead auf einen Link klickt oder die Phase „vertriebsreif“ erreicht, höchstens 7 Tage',
      peace: 'Wartet, bis der Lead erneut irgendetwas tut, höchstens 30 Tage',
      sales: 'Übergibt den Lead an das Team „Inside Sales“',
      not_ripened: 'Ende der Journey: nicht rechtzeitig reif geworden',
    });
  });

  it('reads in English', () => {
    expect(sentences('en')).toMatchObject({
      'start stage':
        'Starts when the lead reaches the stage “nurture” or “develop”; only if: company is not a customer',
      'start feedback': 'Starts with the feedback “lost” where “time” was not met',
      guide: 'Sends “A guide: five steps to the right solution”',
      click: 'Waits until the lead clicks a link or reaches the stage “sales-ready”, for 7 days at most',
      peace: 'Waits until the lead does anything again, for 30 days at most',
      sales: 'Hands the lead to the team “Inside Sales”',
      not_ripened: 'End of the journey: did not ripen in time',
    });
  });

  it('tells a branch by the names of its paths, and by the rule where a path has none', () => {
    const when = { rule: 'field', field: 'score.cell', operator: 'one_of', value: ['A1', 'B1'] };
    const node = aNode('fork', 'branch', {
      paths: [
        { key: 'a', name: 'Heiß', when },
        { key: 'b', when },
      ],
    });
    expect(describeNode(node, 'de', NAMES)).toMatch(/^Verzweigt: „Heiß“ oder „.*A1.*“, sonst alle anderen$/);
  });

  it('says that a node is not set up yet', () => {
    expect(describeNode(aNode('w', 'wait', {}), 'de', NAMES)).toBe('Warten: noch nicht eingestellt');
  });

  it('is there for the defaults of every kind, in both languages', () => {
    for (const kind of NODE_KINDS) {
      const node = aNode('n', kind, { ...NODE_REGISTRY[kind].defaults });
      const [de, en] = LANGUAGES.map((language) => describeNode(node, language, NAMES));
      expect(de).not.toMatch(/noch nicht eingestellt|undefined/);
      expect(en).not.toBe(de);
    }
  });
});

describe('the sentence of a wait', () => {
  const click = { key: 'clicked', kind: 'touchpoint', type: 'email_link_clicked', where: [], since: MONDAY } as const;

  it('says for what and until when, in the zone of the reader', () => {
    expect(describeWaiting({ events: [click], deadline: MONDAY }, 'de', NAMES)).toBe(
      'Wartet, bis der Lead auf einen Link klickt, längstens bis 23.11.2026, 10:00',
    );
    expect(describeWaiting({ events: [click], deadline: MONDAY }, 'en', NAMES)).toBe(
      'Waits until the lead clicks a link, until 23 Nov 2026, 10:00 at most',
    );
    expect(describeWaiting({ events: [], deadline: MONDAY }, 'de', NAMES)).toBe('Wartet bis 23.11.2026, 10:00');
  });

  it('says that the lead is with sales', () => {
    const events = [{ key: 'handoff', kind: 'handoff', handoffId: 'h' } as const];
    expect(describeWaiting({ events, deadline: null }, 'de', NAMES)).toBe('Liegt beim Vertrieb');
  });

  it('says what becomes of a mail that is not out yet', () => {
    expect(describeActing({ state: 'planned', until: MONDAY }, 'en', NAMES)).toBe(
      'An e-mail is sent on 23 Nov 2026, 10:00 at the earliest',
    );
    expect(describeActing({ state: 'unknown', until: null }, 'de', NAMES)).toMatch(/^Wartet auf eine Entscheidung/);
  });
});

describe('the sentence of a trace entry', () => {
  function entry(over: Partial<TraceEntry>): TraceEntry {
    return {
      nodeId: 'click',
      visit: 1,
      at: MONDAY,
      event: 'passed',
      port: null,
      toNodeId: null,
      until: null,
      why: {},
      ...over,
    };
  }

  it.each<[string, Partial<TraceEntry>]>([
    ['„Gelesen?“: „geklickt“, weiter zu „An den Vertrieb“', { event: 'satisfied', port: 'clicked', toNodeId: 'sales' }],
    ['„Gelesen?“: „geklickt“ (war schon erfüllt)', { event: 'satisfied', port: 'clicked', why: { atOnce: true } }],
    ['„Gelesen?“: wartet bis 23.11.2026, 10:00', { event: 'waits', until: MONDAY }],
    ['„Gelesen?“: Die Frist ist abgelaufen', { event: 'timed_out', port: 'timeout' }],
    ['„Gelesen?“: Wartezeit vorbei', { event: 'timed_out', port: 'next' }],
    [
      '„Gelesen?“: E-Mail zurückgehalten: keine Einwilligung',
      { event: 'dropped', port: 'failed', why: { code: 'no_consent' } },
    ],
    [
      '„An den Vertrieb“: nicht übergeben, kein echter Interessent',
      { nodeId: 'sales', event: 'passed', port: 'recycled', why: { reason: 'pseudo_lead' } },
    ],
    ['„An den Vertrieb“: an den Vertrieb übergeben', { nodeId: 'sales', event: 'waits', why: { handoffId: 'h' } }],
    [
      'Angehalten bei „Gelesen?“: zu viele Schritte ohne Wartezeit',
      { event: 'parked', why: { reason: 'step_budget' } },
    ],
    [
      'Ada: „Gelesen?“: E-Mail wird noch einmal gesendet',
      { event: 'decided', why: { choice: 'send_again', actorId: 'ada' } },
    ],
    [
      'Ada: Ausgetreten bei „Gelesen?“: von Hand beendet',
      { event: 'ended', why: { reason: 'ended_by_hand', actorId: 'ada' } },
    ],
    ['„Gelesen?“: von Hand fortgesetzt', { event: 'decided', why: { choice: 'resume', actorId: 'long gone' } }],
  ])('reads %s', (sentence, over) => {
    expect(describeTrace(entry(over), 'de', NAMES)).toBe(sentence);
  });

  it('calls a way out as its author did, and by what was waited for where a click became something else', () => {
    const until = aNode('click', 'wait_until', {
      events: [{ key: 'clicked', kind: 'stage', stages: ['sales_ready'] }],
      timeout: null,
    });
    const paths = aNode('split', 'branch', {
      paths: [
        {
          key: 'path_1',
          name: 'Großkunden',
          when: { rule: 'field', field: 'lead.known', operator: 'is', value: true },
        },
      ],
    });
    const said = (nodeId: string, port: string, event: TraceEntry['event']) =>
      describeTrace(entry({ nodeId, port, event }), 'de', {
        ...NAMES,
        ports: { click: portNames(until, 'de'), split: portNames(paths, 'de') },
      });
    expect(said('click', 'clicked', 'satisfied')).toBe('„Gelesen?“: „vertriebsreif“');
    expect(said('split', 'path_1', 'passed')).toBe('„split“: Weg „Großkunden“');
    expect(said('split', 'else', 'passed')).toBe('„split“: Weg „alle anderen“');
  });

  it('is there for every event in both languages', () => {
    for (const event of TRACE_EVENTS) {
      const [de, en] = LANGUAGES.map((language) => describeTrace(entry({ event, port: 'clicked' }), language, NAMES));
      expect(de).toContain('Gelesen?');
      expect(en).not.toBe(de);
    }
  });
});
