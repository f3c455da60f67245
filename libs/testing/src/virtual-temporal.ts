import { Connection } from '@temporalio/client';
import { type InternalConnectionOptions, InternalConnectionOptionsSymbol } from '@temporalio/client/lib/connection';
import { msToTs, tsToMs } from '@temporalio/common/lib/time';
import { startOwnPart } from './kept-server';

/**
 * A real Temporal server with a clock of its own. The clock begins with the machine's and runs beside it; `moveTo` skips to an instant, and whatever is
 * due on the way fires at its time. It never goes back, and there is one clock per server, so every test file starts its own.
 */
export interface VirtualTemporal {
  /** host:port; the namespace is `default`. */
  readonly address: string;
  readonly namespace: string;
  /** Milliseconds since 1970 by the server's clock. */
  now(): Promise<number>;
  /** Resolves when the server's clock has reached the instant (milliseconds since 1970); at once when it is past. */
  moveTo(instant: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startVirtualTemporal(): Promise<VirtualTemporal> {
  const part = await startOwnPart('time-server');
  const options: InternalConnectionOptions = {
    address: part.address,
    [InternalConnectionOptionsSymbol]: { supportsTestService: true },
  };
  const connection = await Connection.connect(options);
  const { testService } = connection;
  if (testService === undefined) throw new TypeError('this Temporal has no clock of its own');
  const now = async (): Promise<number> => tsToMs((await testService.getCurrentTime({})).time);
  return {
    address: part.address,
    namespace: 'default',
    now,
    moveTo: async (instant) => {
      for (let left = instant - (await now()); left > 0; left = instant - (await now()))
        await testService.unlockTimeSkippingWithSleep({ duration: msToTs(left) });
    },
    stop: async () => {
      await connection.close();
      await part.stop();
    },
  };
}
