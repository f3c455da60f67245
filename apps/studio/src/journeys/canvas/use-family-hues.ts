import './families.css';
import { useComputedColorScheme } from '@mantine/core';
import { type CSSProperties, useMemo } from 'react';
import { familyVariables } from './family-tokens';

/** The hues of the node families as CSS variables, for everything below; menus that float outside the page need them again. */
export function useFamilyHues(): CSSProperties {
  const scheme = useComputedColorScheme('light');
  return useMemo(() => familyVariables(scheme), [scheme]);
}
