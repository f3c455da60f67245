import { Controller } from '@nestjs/common';
import type { EnrollmentBrief, EnrollmentDetail } from '@ripen/contracts';
import type { Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { EnrolService } from './enrol.service';
import { EnrollmentsService } from './enrollments.service';

@Controller()
export class EnrollmentsController {
  constructor(
    private readonly enrollments: EnrollmentsService,
    private readonly enrolling: EnrolService,
  ) {}

  @Route('getEnrollment')
  get(@Input() { params }: InputOf<'getEnrollment'>, @Caller() caller: CallerShape): Promise<EnrollmentDetail> {
    return this.enrollments.detail(params.id, caller);
  }

  @Route('enrolLead')
  async enrol(
    @Input() { params, body }: InputOf<'enrolLead'>,
    @Caller() caller: CallerShape,
  ): Promise<EnrollmentBrief> {
    return this.enrollments.get(await this.enrolling.enrol(params.id, body, caller));
  }
}
