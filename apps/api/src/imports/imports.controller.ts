import { pipeline } from 'node:stream/promises';
import { Controller, Req, Res } from '@nestjs/common';
import type { ImportDetail, ImportPreset, ImportRow, UndoPreview } from '@ripen/contracts';
import type { Request, Response } from 'express';
import type { Caller as CallerShape } from '../access/caller';
import type { Page } from '../http/paging';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { ImportPresetsService } from './import-presets.service';
import { ImportUploadService } from './import-upload.service';
import { ImportsService } from './imports.service';
import { RefusedRowsService } from './refused-rows.service';

@Controller()
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly uploads: ImportUploadService,
    private readonly refused: RefusedRowsService,
    private readonly presets: ImportPresetsService,
  ) {}

  @Route('listImports')
  list(@Input() { query }: InputOf<'listImports'>): Promise<Page<ImportRow>> {
    return this.imports.list(query);
  }

  @Route('uploadImport')
  async upload(
    @Req() request: Request,
    @Input() { query }: InputOf<'uploadImport'>,
    @Caller() caller: CallerShape,
  ): Promise<ImportDetail> {
    return this.imports.get(await this.uploads.upload(request, query, caller));
  }

  @Route('getImport')
  get(@Input() { params }: InputOf<'getImport'>): Promise<ImportDetail> {
    return this.imports.get(params.id);
  }

  @Route('reshapeImport')
  reshape(@Input() { params, body }: InputOf<'reshapeImport'>): Promise<ImportDetail> {
    return this.imports.reshape(params.id, body);
  }

  @Route('planImport')
  plan(@Input() { params, body }: InputOf<'planImport'>): Promise<ImportDetail> {
    return this.imports.plan(params.id, body);
  }

  @Route('checkImport')
  check(@Input() { params }: InputOf<'checkImport'>, @Caller() caller: CallerShape): Promise<ImportDetail> {
    return this.imports.check(params.id, caller);
  }

  @Route('runImport')
  run(@Input() { params }: InputOf<'runImport'>, @Caller() caller: CallerShape): Promise<ImportDetail> {
    return this.imports.run(params.id, caller);
  }

  @Route('cancelImport')
  cancel(@Input() { params }: InputOf<'cancelImport'>): Promise<ImportDetail> {
    return this.imports.cancel(params.id);
  }

  @Route('getRefusedRows')
  async refusedRows(
    @Input() { params }: InputOf<'getRefusedRows'>,
    @Caller() caller: CallerShape,
    @Res() response: Response,
  ): Promise<void> {
    const file = await this.refused.file(params.id, caller.language);
    response.set({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="refused-rows.csv"',
      'cache-control': 'no-store',
    });
    await pipeline(file, response);
  }

  @Route('previewUndo')
  previewUndo(@Input() { params }: InputOf<'previewUndo'>): Promise<UndoPreview> {
    return this.imports.previewUndo(params.id);
  }

  @Route('undoImport')
  undo(@Input() { params }: InputOf<'undoImport'>, @Caller() caller: CallerShape): Promise<ImportDetail> {
    return this.imports.undo(params.id, caller);
  }

  @Route('deleteImport')
  remove(@Input() { params }: InputOf<'deleteImport'>): Promise<void> {
    return this.imports.remove(params.id);
  }

  @Route('listImportPresets')
  async listPresets(): Promise<{ items: ImportPreset[] }> {
    return { items: await this.presets.list() };
  }

  @Route('saveImportPreset')
  savePreset(@Input() { body }: InputOf<'saveImportPreset'>, @Caller() caller: CallerShape): Promise<ImportPreset> {
    return this.presets.save(body, caller);
  }

  @Route('deleteImportPreset')
  removePreset(@Input() { params }: InputOf<'deleteImportPreset'>): Promise<void> {
    return this.presets.remove(params.id);
  }
}
