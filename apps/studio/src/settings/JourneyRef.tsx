import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './settings.module.css';

interface RefProps {
  readonly journey: { readonly id: string; readonly name: string; readonly builtin: boolean };
}

/** A journey by its name, and the way to it; the product's own one has no page, so a word stands there instead. */
export function JourneyRef({ journey: { id, name, builtin } }: RefProps) {
  const { t } = useTranslation();
  if (builtin)
    return (
      <span title={t('settings.journeyBuiltinHint')}>
        {name} <span className={classes.quiet}>· {t('settings.journeyBuiltin')}</span>
      </span>
    );
  return (
    <Link to="/journeys/$journeyId" params={{ journeyId: id }}>
      {name}
    </Link>
  );
}
