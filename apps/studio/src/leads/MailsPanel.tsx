import { Text } from '@mantine/core';
import type { LeadMail } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { Loaded, SkeletonRows } from '../ui/states';
import { useFormat } from '../ui/use-format';
import classes from './lead.module.css';

const SHOWN = 6;
const REFRESH_MS = 15_000;

/** Mails to the lead and what became of them: delivered, bounced, complained. */
export function MailsPanel({ leadId }: { readonly leadId: string }) {
  const { t } = useTranslation();
  const mails = useApi('listLeadMails', { params: { id: leadId } }, { refetchInterval: REFRESH_MS });
  return (
    <Panel title={t('consent.mails.title')}>
      <Loaded query={mails} skeleton={<SkeletonRows rows={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('consent.mails.none')}
            </Text>
          ) : (
            <>
              <ul className={classes.mails}>
                {items.slice(0, SHOWN).map((mail) => (
                  <MailLine key={mail.id} mail={mail} />
                ))}
              </ul>
              {items.length > SHOWN ? (
                <Text size="xs" c="dimmed" mt={8}>
                  {t('consent.mails.more')}
                </Text>
              ) : null}
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

function MailLine({ mail }: { readonly mail: LeadMail }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const bad = ['hard_bounce', 'soft_bounce', 'refused', 'complaint'].includes(mail.feedback ?? '');
  const word =
    mail.feedback === null ? t(`consent.mails.state.${mail.state}`) : t(`consent.delivery.kind.${mail.feedback}`);
  return (
    <li>
      <Text size="sm" className={classes.strong}>
        {text(mail.subject)}
      </Text>
      <Text size="xs" c={bad || mail.state === 'failed' ? 'red' : 'dimmed'}>
        {word}
        {mail.reason === null ? null : ` · ${text(mail.reason)}`} · <Moment at={mail.at} as="short" />
      </Text>
    </li>
  );
}
