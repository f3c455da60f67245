import { Injectable } from '@nestjs/common';
import type { FieldProblem, HookMapping } from '@ripen/contracts';
import type { EpochMs } from '@ripen/domain';
import type { IngestEvent } from '@ripen/persistence';
import { toEvent } from '../ingest/event-mapper';
import { judgeMessage } from '../ingest/judge-message';
import { WorkspaceService } from '../settings/workspace.service';
import { mapPayload } from './map-payload';

export type HookRead =
  | { readonly ok: true; readonly events: readonly IngestEvent[] }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Payloads of other systems as events, when they come and when somebody takes them in afterwards. */
@Injectable()
export class HookEvents {
  constructor(private readonly workspace: WorkspaceService) {}

  async read(
    payload: unknown,
    { mapping, messageId, receivedAt }: { mapping: HookMapping; messageId: string; receivedAt: EpochMs },
  ): Promise<HookRead> {
    const mapped = mapPayload(payload, mapping, messageId);
    if (!mapped.ok) return mapped;
    const touchpoints = await this.workspace.mapping();
    const events: IngestEvent[] = [];
    for (const message of mapped.messages) {
      const judged = judgeMessage(message, 'batch');
      if (!judged.ok) return { ok: false, problems: judged.problems };
      const event = toEvent(judged.message, { mapping: touchpoints, receivedAt, sentAt: null });
      if (event !== null) events.push(event);
    }
    return { ok: true, events };
  }
}
