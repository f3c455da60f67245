import { Tabs, Text } from '@mantine/core';
import { type InboxMail, routeOf } from '@ripen/contracts';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { urlOf } from '../api/request';
import listDetail from '../ui/list-detail.module.css';
import { Moment } from '../ui/Moment';
import { Loaded, SkeletonRows } from '../ui/states';
import classes from './mailbox.module.css';

export function MailView({ mailId }: { readonly mailId: string }) {
  const { t } = useTranslation();
  const mail = useApi('getInboxMail', { params: { id: mailId } });
  return (
    <>
      <Link to="/mailbox" className={listDetail.back}>
        <IconArrowLeft size={16} aria-hidden /> {t('mailbox.back')}
      </Link>
      <Loaded query={mail} skeleton={<SkeletonRows rows={6} />}>
        {(data) => <Mail mail={data} />}
      </Loaded>
    </>
  );
}

function Mail({ mail }: { readonly mail: InboxMail }) {
  const { t } = useTranslation();
  return (
    <article>
      <header className={classes.viewHead}>
        <h2>{mail.subject}</h2>
        <Text size="sm" c="dimmed">
          {t('mailbox.from')} {mail.from} · {t('mailbox.to')} {mail.to} · <Moment at={mail.receivedAt} as="short" />
        </Text>
      </header>
      <Tabs defaultValue={mail.hasHtml ? 'rendered' : 'text'} keepMounted={false}>
        <Tabs.List px="md">
          <Tabs.Tab value="rendered">{t('mailbox.rendered')}</Tabs.Tab>
          <Tabs.Tab value="text">{t('mailbox.text')}</Tabs.Tab>
          <Tabs.Tab value="headers">{t('mailbox.headers')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="rendered">
          {mail.hasHtml ? (
            // No scripts, no forms, no reach into the studio; links open elsewhere.
            <iframe
              className={classes.frame}
              title={t('mailbox.frame')}
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              src={urlOf(routeOf('getInboxHtml'), { params: { id: mail.id } })}
            />
          ) : (
            <Text size="sm" c="dimmed" p="md">
              {t('mailbox.noHtml')}
            </Text>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="text">
          <pre className={classes.text}>{mail.text}</pre>
        </Tabs.Panel>
        <Tabs.Panel value="headers">
          <dl className={classes.headers}>
            {mail.headers.map((header, index) => (
              <div key={`${header.name}-${index}`}>
                <dt>{header.name}</dt>
                <dd>{header.value}</dd>
              </div>
            ))}
          </dl>
        </Tabs.Panel>
      </Tabs>
    </article>
  );
}
