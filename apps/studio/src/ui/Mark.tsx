/** The sign of the product: a fruit half green, half ripe. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        d="M16 6.5c6.6 0 11 4.6 11 10.4C27 23.4 22.300 28 16 28S5 23.4 5 16.9C5 11.1 9.4 6.5 16 6.5Z"
        fill="#f2c230"
      />
      <path
        d="M16 6.5C9.4 6.5 5 11.1 5 16.9 5 23.4 9.700 28 16 28c-4.200-3.200-6.200-7-6.200-11.400 0-4.300 2.200-7.900 6.200-10.100Z"
        fill="#7fae3a"
      />
      <path d="M16 7.500c0-3.200 2-5.200 5.600-5.500-.2 3.200-2.300 5.300-5.600 5.500Z" fill="#3f7a35" />
    </svg>
  );
}
