/** Whether a request that changes something was made by a page of this installation: by its public URL or the host it was sent to. */
export function comesFromUs({
  origin,
  host,
  publicUrl,
}: {
  origin: string | undefined;
  host: string | undefined;
  publicUrl: string;
}): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === new URL(publicUrl).origin || (host !== undefined && from.host === host);
}
