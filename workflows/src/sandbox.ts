/**
 * Runs once where workflows run, before the first of them. The SDK takes a stack trace with every promise, for its own stack trace query; that
 * alone cost a sixth of an enrollment. Nobody needs it: the details of a run say where it stands, and no stack goes into a history.
 */
Error.stackTraceLimit = 0;
