import { Client, Connection } from '@temporalio/client';
import { temporalForTests } from './test-temporal';

describe('temporalForTests', () => {
  it('gives every caller a namespace of its own that workflows start in at once', async () => {
    const [one, two] = await Promise.all([temporalForTests(), temporalForTests()]);
    const connection = await Connection.connect({ address: one.address });
    const start = (namespace: string) =>
      new Client({ connection, namespace }).workflow.start('anything', { workflowId: 'same-id', taskQueue: 'nobody' });
    await expect(Promise.all([start(one.namespace), start(two.namespace)])).resolves.toHaveLength(2);
    await connection.close();
    await Promise.all([one.stop(), two.stop()]);
  });
});
