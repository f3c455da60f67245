export * from './handoff.workflow';
export * from './job.workflow';
export * from './journey.workflow';
