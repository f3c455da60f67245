import { temporal } from '@temporalio/proto';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { WORKFLOW_SOURCES } from './bundling';
import { eventsOf, historiesOf, personalIn } from './histories.fixture';

const HISTORIES = historiesOf(1);

describe('the loop of version 1', () => {
  let workflowBundle: WorkflowBundle;
  beforeAll(async () => {
    const logger = new DefaultLogger('WARN');
    Runtime.install({ logger });
    workflowBundle = await bundleWorkflowCode({
      ...WORKFLOW_SOURCES,
      logger,
      // The sources, not what was built from them some time ago.
      webpackConfigHook: (config) => ({ ...config, resolve: { ...config.resolve, conditionNames: ['source', '...'] } }),
    });
  }, 60_000);

  const replay = (history: object): Promise<void> =>
    Worker.runReplayHistory({ workflowBundle }, temporal.api.history.v1.History.fromObject(history));

  it.each(HISTORIES)('replays $name', async ({ history }) => {
    await replay(history);
  });

  it.each([
    ['enrollment-mails-and-waits', /TIMER_FIRED .*ACTIVITY_TASK_COMPLETED .*SIGNALED TIMER_CANCELED .*COMPLETED$/],
    [
      'enrollment-poked-while-acting',
      /ACTIVITY_TASK_SCHEDULED WORKFLOW_EXECUTION_SIGNALED .*ACTIVITY_TASK_STARTED ACTIVITY_TASK_COMPLETED/,
    ],
    [
      'handoff-without-a-free-slot',
      /ACTIVITY_TASK_SCHEDULED ACTIVITY_TASK_TIMED_OUT MARKER_RECORDED ACTIVITY_TASK_SCHEDULED/,
    ],
    ['enrollment-database-away', /ACTIVITY_TASK_STARTED_AGAIN ACTIVITY_TASK_COMPLETED/],
    ['enrollment-parked-and-resumed', /ACTIVITY_TASK_COMPLETED WORKFLOW_EXECUTION_SIGNALED/],
    ['enrollment-postgres-restored', /SIGNALED TIMER_CANCELED MARKER_RECORDED MARKER_RECORDED TIMER_STARTED/],
    ['enrollment-postgres-restored-before-an-act', /(TIMER_FIRED .*)(ACTIVITY_TASK_COMPLETED .*){2}COMPLETED$/],
    ['enrollment-erased', /SIGNALED TIMER_CANCELED MARKER_RECORDED WORKFLOW_EXECUTION_COMPLETED$/],
    ['enrollment-continued-as-new', /WORKFLOW_EXECUTION_CONTINUED_AS_NEW$/],
    ['enrollment-continued-as-new-2', /^WORKFLOW_EXECUTION_STARTED ACTIVITY_TASK_SCHEDULED/],
    ['handoff-ladder', /(TIMER_FIRED .*){4}COMPLETED$/],
    ['handoff-ladder-while-mails-hang', /ACTIVITY_TASK_SCHEDULED TIMER_STARTED TIMER_FIRED MARKER_RECORDED/],
    ['handoff-taken-and-lost', /(SIGNALED .*){3}COMPLETED$/],
  ])('has %s on record', (name, shape) => {
    expect(eventsOf(HISTORIES.find((recorded) => recorded.name === name)?.history ?? { events: [] })).toMatch(shape);
  });

  it('is caught when it does other things than it did', async () => {
    const [{ history } = { history: {} }] = HISTORIES;
    const other = JSON.parse(JSON.stringify(history).replaceAll('"act"', '"perform"')) as object;
    await expect(replay(other)).rejects.toMatchObject({ name: 'DeterminismViolationError' });
  });
});

describe('a recorded history', () => {
  it.each(HISTORIES)('holds nothing personal: $name', ({ history }) => {
    expect(personalIn(history)).toEqual([]);
  });

  it.each(['{"to":"x@y"}', '{"name":"Maria"}', 'Ayla hat angenommen'])(
    'is refused with %s, in the open or in a payload',
    (text) => {
      expect(personalIn({ events: [{ summary: text }] })).toEqual([text]);
      expect(personalIn({ payloads: [{ data: Buffer.from(text).toString('base64') }] })).toEqual([text]);
    },
  );
});
