import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconMail, IconTrash } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApiAction, useApiPages } from '../api/queries';
import { SearchField } from '../leads/LeadFilters';
import { useMay } from '../session/session';
import { More } from '../ui/DataTable';
import listDetail from '../ui/list-detail.module.css';
import { Moment } from '../ui/Moment';
import { notifyFailure } from '../ui/notices';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { Loaded, Note, NothingMatches } from '../ui/states';
import classes from './mailbox.module.css';
import { MailView } from './MailView';

const REFRESH_MS = 3_000;

/** The built-in mailbox: what was sent, as it arrived. */
export function MailboxPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { mailId } = useParams({ strict: false });
  const { search } = useSearch({ from: '/shell/mailbox' });
  const mails = useApiPages('listInbox', { query: { search, limit: 50 } }, { refetchInterval: REFRESH_MS });
  const find = (next: string): void =>
    void navigate({
      to: mailId === undefined ? '/mailbox' : '/mailbox/$mailId',
      params: { mailId },
      search: { search: next === '' ? undefined : next },
      replace: true,
    });
  return (
    <Page
      fill
      title={t('mailbox.title')}
      lead={t('mailbox.lead')}
      actions={may('emptyInbox') && (mails.rows?.length ?? 0) > 0 ? <EmptyButton /> : undefined}
    >
      {mails.rows?.length === 0 && search === undefined && mailId === undefined ? (
        <Panel>
          <NoMail />
        </Panel>
      ) : (
        <div className={listDetail.split} data-chosen={mailId !== undefined || undefined}>
          <div className={`${listDetail.list} ${classes.list}`}>
            <SearchField value={search ?? ''} change={find} label={t('mailbox.searchHint')} />
            <Panel flush>
              <Loaded query={{ data: mails.rows, error: mails.error, refetch: mails.refetch }}>
                {(rows) =>
                  rows.length > 0 ? (
                    <>
                      <ul className={listDetail.lines}>
                        {rows.map((mail) => (
                          <li key={mail.id}>
                            <Link
                              to="/mailbox/$mailId"
                              params={{ mailId: mail.id }}
                              search={{ search }}
                              className={`${listDetail.line} ${classes.mail}`}
                              data-chosen={mail.id === mailId || undefined}
                              aria-current={mail.id === mailId ? 'true' : undefined}
                            >
                              <span className={classes.mailHead}>
                                <span className={classes.to}>{mail.to}</span>
                                <span className={classes.at}>
                                  <Moment at={mail.receivedAt} as="short" />
                                </span>
                              </span>
                              <span className={classes.subject}>{mail.subject}</span>
                            </Link>
                          </li>
                        ))}
                      </ul>
                      <More
                        shown={rows.length}
                        total={mails.total}
                        hasMore={mails.hasNextPage}
                        loading={mails.isFetchingNextPage}
                        load={() => void mails.fetchNextPage()}
                      />
                    </>
                  ) : search === undefined ? (
                    <NoMail />
                  ) : (
                    <NothingMatches clear={() => find('')} />
                  )
                }
              </Loaded>
            </Panel>
          </div>
          <div className={listDetail.detail}>
            <Panel flush>
              {mailId === undefined ? (
                <Note icon={IconMail} title={t('mailbox.pick')} />
              ) : (
                <MailView key={mailId} mailId={mailId} />
              )}
            </Panel>
          </div>
        </div>
      )}
    </Page>
  );
}

function NoMail() {
  const { t } = useTranslation();
  return (
    <Note
      icon={IconMail}
      title={t('mailbox.emptyTitle')}
      action={
        <Button component={Link} to="/content" variant="default" mt="xs">
          {t('mailbox.emptyAction')}
        </Button>
      }
    >
      {t('mailbox.emptyHint')}
    </Note>
  );
}

function EmptyButton() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const empty = useApiAction('emptyInbox', ['listInbox']);
  const ask = (): void => {
    modals.openConfirmModal({
      title: t('mailbox.empty'),
      children: t('mailbox.emptyConfirm'),
      labels: { confirm: t('mailbox.empty'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => empty.mutate({}, { onError: notifyFailure, onSuccess: () => void navigate({ to: '/mailbox' }) }),
    });
  };
  return (
    <Button variant="default" leftSection={<IconTrash size={16} />} loading={empty.isPending} onClick={ask}>
      {t('mailbox.empty')}
    </Button>
  );
}
