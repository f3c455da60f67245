import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './theme/global.css';
import './theme/hues.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Studio } from './app/Studio';
import { startI18n } from './i18n/i18n';

async function start(): Promise<void> {
  const place = document.getElementById('root');
  if (place === null) throw new Error('The page has no #root');
  await startI18n();
  createRoot(place).render(
    <StrictMode>
      <Studio />
    </StrictMode>,
  );
}

void start();
