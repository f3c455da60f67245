import { ApplicationFailure, DefaultFailureConverter, type ProtoFailure, TemporalFailure } from '@temporalio/common';
import type { PayloadConverter } from '@temporalio/common';

const CODE = /^[A-Za-z0-9_]{1,60}$/;

/**
 * Lets nothing but codes into a history: messages and stacks are dropped, whatever threw them. A failure's `type` stands for its message when
 * it looks like a code; causes are converted by the same rule.
 */
class CodesOnlyFailureConverter extends DefaultFailureConverter {
  override errorToFailure(error: unknown, payloads: PayloadConverter): ProtoFailure {
    return withoutText(super.errorToFailure(error instanceof TemporalFailure ? error : codeOf(error), payloads));
  }
}

function codeOf(error: unknown): ApplicationFailure {
  const name = error instanceof Error && CODE.test(error.name) ? error.name : 'unknown_error';
  return ApplicationFailure.create({ type: name, nonRetryable: false });
}

function withoutText(failure: ProtoFailure): ProtoFailure {
  const type = failure.applicationFailureInfo?.type ?? '';
  const clean: ProtoFailure = { ...failure, message: CODE.test(type) ? type : 'withheld', stackTrace: '' };
  if (clean.applicationFailureInfo) clean.applicationFailureInfo = { ...clean.applicationFailureInfo, details: null };
  if (failure.cause) clean.cause = withoutText(failure.cause);
  delete clean.encodedAttributes;
  return clean;
}

export const failureConverter = new CodesOnlyFailureConverter();
