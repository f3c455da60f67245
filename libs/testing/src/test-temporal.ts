import { randomBytes } from 'node:crypto';
import { loadTestSettings } from '@ripen/config';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { servedAddress } from './served-part';

export interface TestTemporal {
  /** host:port of a real Temporal server. */
  readonly address: string;
  /** A namespace that nobody else uses. */
  readonly namespace: string;
  /** Removes the namespace with all that runs in it; the server itself ends with the test run. */
  stop(): Promise<void>;
}

/** A fresh namespace on a real Temporal server: that of RIPEN_TEST_TEMPORAL_ADDRESS, else one started for this test run. */
export async function temporalForTests(): Promise<TestTemporal> {
  const address = loadTestSettings().temporalAddress ?? (await servedAddress('temporal'));
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  await connected(address, ({ workflowService }) =>
    workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') }),
  );
  return {
    address,
    namespace,
    stop: () => connected(address, ({ operatorService }) => operatorService.deleteNamespace({ namespace })),
  };
}

async function connected(address: string, work: (connection: Connection) => Promise<unknown>): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}
