import { Inject, Injectable } from '@nestjs/common';
import type { EnrolBody } from '@ripen/contracts';
import { entryKey, matchTrigger, type TriggerEvent } from '@ripen/journey';
import { compiledVersion, insertEnrollments, loadFacts, lockLeads, newId, type Tx } from '@ripen/persistence';
import type { Caller } from '../access/caller';
import { leadScope, Values } from '../access/scope';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException, orNotFound } from '../http/api-exception';
import { VISIBLE_JOURNEY } from '../journeys/journey-row';

/** Puts leads into journeys that begin by hand (a person asks) or by API (a program asks, or a key makes it repeatable). */
@Injectable()
export class EnrolService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** The enrollment's id. The same key twice answers the same enrollment. */
  async enrol(journeyId: string, body: EnrolBody, caller: Caller): Promise<string> {
    const leadId = await this.leadId(body, caller);
    const event: TriggerEvent =
      caller.kind === 'user' && body.key === undefined ? { on: 'by_hand' } : { on: 'api', key: body.key ?? newId() };
    return this.database.transaction(async (tx) => {
      const versionId = await liveVersion(tx, journeyId);
      const compiled = orNotFound(await compiledVersion(tx, versionId));
      const leads = await lockLeads(tx, [leadId]);
      const facts = orNotFound(
        (
          await loadFacts(tx, leads, {
            touchpoints: compiled.triggerNeeds.touchpoints,
            feedback: compiled.triggerNeeds.feedback,
          })
        ).get(leadId),
      );
      const now = await this.options.clock.now(tx);
      const trigger = compiled.triggers.find(({ config }) => matchTrigger(config, event, facts, now));
      if (!trigger)
        throw new ApiException('wrong_state', {
          problem: compiled.triggers.some(({ config }) => config.on === event.on) ? 'rule_not_met' : 'no_such_trigger',
        });
      const key = entryKey(trigger.config, event);
      const [id] = await insertEnrollments(
        tx,
        [{ journeyId, versionId, leadId, entryKey: key, nodeId: trigger.nodeId, submissionId: null }],
        now,
      );
      if (id === undefined) return repeated(tx, { journeyId, leadId, key });
      await tx.query('SELECT poke($1, $2)', ['enrollment', [id]]);
      return id;
    });
  }

  private async leadId({ leadId, email }: EnrolBody, caller: Caller): Promise<string> {
    const values = new Values();
    const wanted = leadId === undefined ? `lower(l.email) = ${values.add(email)}` : `l.id = ${values.add(leadId)}`;
    const row = await this.database.row<{ id: string }>(
      `SELECT l.id FROM lead l WHERE l.merged_into IS NULL AND ${wanted} AND ${leadScope(caller, 'l', values)}`,
      values.list,
    );
    return orNotFound(row).id;
  }
}

async function liveVersion(tx: Tx, journeyId: string): Promise<string> {
  const { rows } = await tx.query<{ live_version_id: string | null }>(
    `SELECT j.live_version_id FROM journey j WHERE j.id = $1 AND ${VISIBLE_JOURNEY}`,
    [journeyId],
  );
  const { live_version_id: versionId } = orNotFound(rows[0]);
  if (versionId === null) throw new ApiException('wrong_state', { problem: 'not_published' });
  return versionId;
}

async function repeated(
  tx: Tx,
  { journeyId, leadId, key }: { journeyId: string; leadId: string; key: string },
): Promise<string> {
  if (key === '') throw new ApiException('already_enrolled');
  const { rows } = await tx.query<{ id: string }>(
    'SELECT id FROM enrollment WHERE journey_id = $1 AND lead_id = $2 AND entry_key = $3',
    [journeyId, leadId, key],
  );
  return orNotFound(rows[0]).id;
}
