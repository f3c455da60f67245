/**
 * What a bundle of these workflows is made from. The workflows keep no state outside their runs, so one evaluation of the modules serves
 * all runs of a worker.
 */
export const WORKFLOW_SOURCES = {
  workflowsPath: require.resolve('./index'),
  failureConverterPath: require.resolve('./failure-converter'),
  preloadModules: [require.resolve('./sandbox'), '@temporalio/workflow', require.resolve('./index')],
};
