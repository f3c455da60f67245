import { Button, FileButton, SegmentedControl, Stack, Text } from '@mantine/core';
import { IMPORT_KINDS, type ImportKind } from '@ripen/domain';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiUpload } from '../api/client';
import { notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import classes from './imports.module.css';

/** Takes one file, dropped or chosen, and leads to its import. */
export function UploadBox() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [kind, setKind] = useState<ImportKind>('leads');
  const [over, setOver] = useState(false);
  const upload = useMutation({
    mutationFn: (file: File) => apiUpload('uploadImport', { query: { kind, name: file.name } }, file),
    onError: notifyFailure,
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ['listImports'] });
      void navigate({ to: '/imports/$importId', params: { importId: id } });
    },
  });
  const take = (file: File | null | undefined) => {
    if (file && !upload.isPending) upload.mutate(file);
  };
  return (
    <Panel>
      <Stack>
        <SegmentedControl
          aria-label={t('imports.what')}
          value={kind}
          onChange={setKind}
          data={IMPORT_KINDS.map((value) => ({ value, label: t(`imports.kind.${value}`) }))}
          w="fit-content"
        />
        <div
          className={classes.drop}
          data-over={over || undefined}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            take(event.dataTransfer.files[0]);
          }}
        >
          <IconFileImport size={28} stroke={1.5} className={classes.icon} aria-hidden />
          <Text fw={600} role="status">
            {upload.isPending ? t('imports.uploading', { name: upload.variables.name }) : t('imports.uploadTitle')}
          </Text>
          <Text size="sm" c="dimmed">
            {t('imports.uploadHint')}
          </Text>
          <FileButton onChange={take} accept=".csv,.txt,.tsv,text/csv,text/plain">
            {(props) => (
              <Button {...props} mt={4} loading={upload.isPending}>
                {t('imports.upload')}
              </Button>
            )}
          </FileButton>
        </div>
      </Stack>
    </Panel>
  );
}
