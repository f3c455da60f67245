const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Leaves the counts of a run in test-results/, which Nx caches with the task, so that `npm test` can add them up even when
 * a package's tests did not have to run again. A test file that could not even be loaded counts as one failure.
 */
module.exports = class Results {
  constructor(globalConfig) {
    const isUnit = globalConfig.testPathPatterns.patterns.some((pattern) => pattern.includes('\\.spec'));
    this.file =
      process.env.RIPEN_TEST_RESULTS ?? join(globalConfig.rootDir, 'test-results', isUnit ? 'unit.json' : 'run.json');
  }

  onRunComplete(_contexts, results) {
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    mkdirSync(join(this.file, '..'), { recursive: true });
    writeFileSync(this.file, `${JSON.stringify(counts)}\n`);
  }
};
