import { ActionIcon, Button } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconKeyboard, IconListCheck } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiPages } from '../api/queries';
import { More } from '../ui/DataTable';
import listDetail from '../ui/list-detail.module.css';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { Loaded, Note, SkeletonRows } from '../ui/states';
import { DossierPanel } from './DossierPanel';
import { KeysDialog } from './KeysDialog';
import { useHandoffsOnTheirWay } from './session-held-acts';
import classes from './worklist.module.css';
import { WorklistSections } from './WorklistSections';
import { neighbour, sectionsOf, type WorklistSection } from './worklist-sections';

const REFRESH_MS = 10_000;
const NOTHING: readonly WorklistSection[] = [];

/** The rep's day: the list at the left in the order to work it, the dossier of the chosen lead at the right. */
export function WorklistPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { handoffId } = useParams({ strict: false });
  const [help, helpDialog] = useDisclosure(false);
  const list = useApiPages('getWorklist', { query: { limit: 100 } }, { refetchInterval: REFRESH_MS });
  const onTheirWay = useHandoffsOnTheirWay();
  const rows = useMemo(() => list.rows?.filter(({ id }) => !onTheirWay.has(id)), [list.rows, onTheirWay]);
  const hidden = (list.rows?.length ?? 0) - (rows?.length ?? 0);
  const sections = useMemo(() => (rows === undefined ? NOTHING : sectionsOf(rows)), [rows]);

  const choose = useCallback(
    (id: string | undefined) =>
      void (id === undefined
        ? navigate({ to: '/worklist' })
        : navigate({ to: '/worklist/$handoffId', params: { handoffId: id } })),
    [navigate],
  );
  const move = (step: 1 | -1): void => choose(neighbour(sections, handoffId, step));
  useHotkeys([
    ['J', () => move(1)],
    ['K', () => move(-1)],
    ['shift+?', helpDialog.toggle],
    ['?', helpDialog.toggle],
  ]);
  useFirstOnWideScreens(sections, handoffId, choose);

  return (
    <Page
      fill
      title={t('worklist.title')}
      lead={t('worklist.lead')}
      actions={
        <ActionIcon
          visibleFrom="sm"
          aria-label={t('worklist.keys')}
          title={`${t('worklist.keys')} (?)`}
          onClick={helpDialog.open}
        >
          <IconKeyboard size={20} stroke={1.75} />
        </ActionIcon>
      }
    >
      {rows?.length === 0 && handoffId === undefined ? (
        <Panel>
          <NothingToDo />
        </Panel>
      ) : (
        <div className={listDetail.split} data-chosen={handoffId !== undefined || undefined}>
          <div className={`${listDetail.list} ${classes.rounded}`}>
            <Panel flush>
              <Loaded
                query={{ data: rows, error: list.error, refetch: list.refetch }}
                skeleton={<SkeletonRows rows={8} height={72} />}
              >
                {(items) =>
                  items.length === 0 ? (
                    <NothingToDo />
                  ) : (
                    <>
                      <WorklistSections sections={sections} chosen={handoffId} />
                      <More
                        shown={items.length}
                        total={list.total - hidden}
                        hasMore={list.hasNextPage}
                        loading={list.isFetchingNextPage}
                        load={() => void list.fetchNextPage()}
                      />
                    </>
                  )
                }
              </Loaded>
            </Panel>
          </div>
          <div className={`${listDetail.detail} ${classes.rounded}`}>
            {handoffId === undefined ? (
              <Panel>
                <Note icon={IconListCheck} title={t('worklist.pick')} />
              </Panel>
            ) : (
              <DossierPanel
                key={handoffId}
                handoffId={handoffId}
                onClosed={() => choose(nextAfter(sections, handoffId))}
              />
            )}
          </div>
        </div>
      )}
      <KeysDialog opened={help} close={helpDialog.close} />
    </Page>
  );
}

/** After a lead left the list: the one below it, else the one above. */
function nextAfter(sections: readonly WorklistSection[], id: string): string | undefined {
  const below = neighbour(sections, id, 1);
  const next = below === id ? neighbour(sections, id, -1) : below;
  return next === id ? undefined : next;
}

/** On a wide screen the top of the list opens by itself; on a phone the list comes first. */
function useFirstOnWideScreens(
  sections: readonly WorklistSection[],
  chosen: string | undefined,
  choose: (id: string | undefined) => void,
): void {
  const first = sections[0]?.items[0]?.id;
  useEffect(() => {
    if (chosen === undefined && first !== undefined && window.matchMedia('(min-width: 62em)').matches) choose(first);
  }, [chosen, first, choose]);
}

function NothingToDo() {
  const { t } = useTranslation();
  return (
    <Note
      icon={IconListCheck}
      title={t('worklist.emptyTitle')}
      action={
        <Button component={Link} to="/leads" variant="default" mt="xs">
          {t('worklist.emptyAction')}
        </Button>
      }
    >
      {t('worklist.emptyHint')}
    </Note>
  );
}
