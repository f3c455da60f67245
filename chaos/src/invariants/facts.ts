import { idsOf, type Invariant } from './invariant';

const CARRIED = /* sql */ `SELECT coalesce(data ->> 'carried', data -> 'lead' ->> 'phone') AS id FROM ledger_entry
  WHERE dedupe_key LIKE 'message:%'`;

const stored: Invariant = {
  name: 'acknowledged-is-stored',
  sentence: 'Every event that was acknowledged is in the ledger exactly once.',
  look: async (evidence) => {
    const times = new Map<string, number>();
    for (const id of await idsOf(evidence, CARRIED)) times.set(id, (times.get(id) ?? 0) + 1);
    return [...evidence.client.acknowledged].flatMap((id) =>
      times.get(id) === 1 ? [] : [`${id} (${times.get(id) ?? 0} times)`],
    );
  },
};

const answered: Invariant = {
  name: 'sent-is-acknowledged',
  sentence: 'Every event of a client that does not give up is acknowledged in the end, and none is refused.',
  look: ({ client }) => [
    ...[...client.sent].filter((id) => !client.acknowledged.has(id)),
    ...client.refused.map((id) => `${id} (refused)`),
  ],
};

const counted: Invariant = {
  name: 'touchpoints-count-once',
  sentence: 'The score of a lead has seen each touchpoint of its ledger once.',
  look: (evidence) =>
    idsOf(
      evidence,
      `SELECT l.id FROM lead l LEFT JOIN ledger_entry e ON e.lead_id = l.id AND e.kind = 'touchpoint'
       GROUP BY l.id HAVING l.touchpoint_count <> count(e.id)`,
    ),
};

export const FACTS: readonly Invariant[] = [stored, answered, counted];
