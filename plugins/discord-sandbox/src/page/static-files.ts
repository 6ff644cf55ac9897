import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';

/** What the bundler wrote: beside `src` in `dist`. */
const WEB_DIR = fileURLToPath(new URL('../../web/', import.meta.url));

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const NOT_BUILT = 'The page is not built. Run: npm run build --workspace @tonearm/discord-sandbox\n';

/** Serves the page at `/`, and what it consists of under `/assets/`. */
export function pageRoutes(app: Hono, port: () => number): void {
  app.use(async (request, next) => {
    await next();
    // Attachments bring a stricter policy of their own.
    if (!request.res.headers.has('Content-Security-Policy')) {
      request.res.headers.set('Content-Security-Policy', contentPolicy(port()));
    }
    request.res.headers.set('X-Content-Type-Options', 'nosniff');
    request.res.headers.set('Referrer-Policy', 'no-referrer');
    request.res.headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    request.res.headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  });
  app.get('/', (request) => serve(request, 'index.html', 'no-store'));
  app.get('/favicon.svg', (request) => serve(request, 'favicon.svg', 'no-cache'));
  // The names of assets hold a hash of their content.
  app.get('/assets/:name', (request) =>
    serve(request, path.join('assets', path.basename(request.req.param('name'))), 'max-age=31536000, immutable'),
  );
}

/** Nothing from elsewhere, nothing inline. Browsers differ in whether 'self' covers sockets, so those are named. */
function contentPolicy(port: number): string {
  return [
    "default-src 'self'",
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

async function serve(
  request: Parameters<Parameters<Hono['notFound']>[0]>[0],
  file: string,
  caching: string,
): Promise<Response> {
  try {
    const bytes = await readFile(path.join(WEB_DIR, file));
    const type = CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream';
    // A copy on an ArrayBuffer of its own, which is what a response body takes.
    return request.body(new Uint8Array(bytes), 200, { 'Content-Type': type, 'Cache-Control': caching });
  } catch {
    return request.text(file === 'index.html' ? NOT_BUILT : 'Not found\n', file === 'index.html' ? 503 : 404);
  }
}
