export * from './handoff.workflow';
export * from './journey.workflow';
