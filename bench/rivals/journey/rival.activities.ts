import { buildMail, type Mailer } from '@ripen/connectors';
import type { Pool } from 'pg';
import type { RivalActivities } from './rival.workflow';

/** Two sends through the same SMTP server and mailer, each with an outcome row. No consent, no trace, no outbox, no claim, no mark. */
export function rivalActivities({ pool, mailer }: { pool: Pool; mailer: Mailer }): RivalActivities {
  return {
    async sendMail({ flow, leadId, mail }) {
      const { rows } = await pool.query<{ email: string; first_name: string }>({
        name: 'rival-lead',
        text: 'SELECT email, first_name FROM lead WHERE id = $1',
        values: [leadId],
      });
      const lead = rows[0];
      if (!lead) throw new Error('no such lead');
      const result = await mailer.send(
        await buildMail({
          kind: 'user',
          from: { name: 'Bench', address: 'bench@example.org' },
          to: { name: lead.first_name, address: lead.email },
          subject: `Mail ${mail}`,
          html: `<p>Hello ${lead.first_name}</p>`,
          text: `Hello ${lead.first_name}`,
          language: 'en',
          effectKey: `${flow}-${mail}`,
          host: 'example.org',
          date: Date.now(),
        }),
      );
      if (result.outcome !== 'sent') throw new Error(result.outcome);
      await pool.query({
        name: 'rival-outcome',
        text: 'INSERT INTO rival_outcome (flow, mail, outcome) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        values: [flow, mail, result.outcome],
      });
    },
  };
}
