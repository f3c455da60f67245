import { orExit, runRival } from '../run-rival';

orExit(runRival(require.resolve('./rival.workflow')));
