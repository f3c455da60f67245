import { Inject, Injectable } from '@nestjs/common';
import type { EventBody, EventGuest, EventPerson, EventRow, EventState, GuestsTaken } from '@ripen/contracts';
import { addToEvent, erasedAmount, newId, settleEventPeople } from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { isUniqueViolation } from '../database/unique-violation';
import { ApiException, orNotFound } from '../http/api-exception';

const EVENT_SQL = `SELECT v.id, v.kind, v.name, v.place, v.starts_at AS "startsAt", v.ends_at AS "endsAt", v.zone, v.archived_at IS NOT NULL AS archived,
  (count(p.registered_at) + ${erasedAmount('event_registered', 'v.id')})::int AS registered,
  (count(p.id) FILTER (WHERE p.outcome = 'attended') + ${erasedAmount('event_attended', 'v.id')})::int AS attended,
  (count(p.id) FILTER (WHERE p.outcome = 'no_show') + ${erasedAmount('event_no_show', 'v.id')})::int AS "noShow", ARRAY(SELECT f.id FROM form f WHERE f.event_id = v.id ORDER BY f.created_at) AS "formIds"
FROM event v LEFT JOIN event_person p ON p.event_id = v.id`;

/** Webinars and trade fairs, and who was there. */
@Injectable()
export class EventsService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  list(archived: boolean): Promise<EventRow[]> {
    return this.database.rows<EventRow>(
      `${EVENT_SQL} WHERE (v.archived_at IS NOT NULL) = $1 GROUP BY v.id ORDER BY v.starts_at DESC, v.id`,
      [archived],
    );
  }

  async get(id: string): Promise<EventRow> {
    return orNotFound(await this.database.row<EventRow>(`${EVENT_SQL} WHERE v.id = $1 GROUP BY v.id`, [id]));
  }

  async save(id: string | null, body: EventBody): Promise<EventRow> {
    const { kind, name, place, startsAt, endsAt, zone, archived } = body;
    const rows = await this.database.rows<{ id: string }>(
      id === null
        ? `INSERT INTO event (id, kind, name, place, starts_at, ends_at, zone, archived_at)
           VALUES ($1, $2, $3, $4, instant($5), instant($6), $7, CASE WHEN $8 THEN now() END) RETURNING id`
        : `UPDATE event SET kind = $2, name = $3, place = $4, starts_at = instant($5), ends_at = instant($6), zone = $7,
             archived_at = CASE WHEN $8 THEN coalesce(archived_at, now()) END, updated_at = now() WHERE id = $1 RETURNING id`,
      [id ?? newId(), kind, name, place, startsAt, endsAt, zone, archived],
    );
    return this.get(orNotFound(rows[0]).id);
  }

  async people(id: string): Promise<EventPerson[]> {
    await this.get(id);
    return this.database.rows<EventPerson>(
      `SELECT p.id, l.id AS "leadId", nullif(trim(concat_ws(' ', l.first_name, l.last_name)), '') AS name, l.email, c.name AS company,
         coalesce(p.outcome, 'registered') AS state, p.source, p.registered_at AS "registeredAt", p.outcome_at AS "outcomeAt",
         coalesce((SELECT k.state = 'granted' FROM consent k WHERE k.lead_id = l.id AND k.purpose = 'marketing' AND k.channel = 'email'
           ORDER BY k.at DESC, k.id DESC LIMIT 1), false) AS consent
       FROM event_person p JOIN lead l ON l.id = p.lead_id LEFT JOIN company c ON c.id = l.company_id
       WHERE p.event_id = $1 ORDER BY lower(coalesce(l.last_name, l.email, '')), p.id LIMIT 5000`,
      [id],
    );
  }

  async add(
    eventId: string,
    { state, source, people }: { state: EventState; source: 'hand' | 'list'; people: readonly EventGuest[] },
  ): Promise<GuestsTaken> {
    try {
      const input = { eventId, state, by: source, guests: people };
      return orNotFound(await addToEvent(this.database.pool, input, { clock: this.options.clock }));
    } catch (error) {
      // Somebody else made a lead of one of them at the same moment: sent again, the list finds it.
      throw isUniqueViolation(error) ? new ApiException('already_exists', { field: 'people' }) : error;
    }
  }

  async settle(
    eventId: string,
    body: { state: 'attended' | 'no_show'; personIds: readonly string[] },
  ): Promise<GuestsTaken> {
    const input = { eventId, ...body };
    return orNotFound(await settleEventPeople(this.database.pool, input, { clock: this.options.clock }));
  }
}
