import { Controller } from '@nestjs/common';
import type { JobShape } from '@ripen/contracts';
import type { Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { JobsService } from './jobs.service';

@Controller()
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  @Route('listJobs')
  async list(@Caller() caller: CallerShape): Promise<{ items: JobShape[] }> {
    return { items: await this.jobs.going(caller) };
  }

  @Route('getJob')
  read(@Caller() caller: CallerShape, @Input() { params }: InputOf<'getJob'>): Promise<JobShape> {
    return this.jobs.read(caller, params.id);
  }

  @Route('cancelJob')
  cancel(@Caller() caller: CallerShape, @Input() { params }: InputOf<'cancelJob'>): Promise<JobShape> {
    return this.jobs.cancel(caller, params.id);
  }
}
