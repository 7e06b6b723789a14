// What several stories do on their way.
import assert from 'node:assert/strict';

export async function signIn(page, { username, password }) {
  await page.goto('/login');
  await page.fill('#username', username);
  await page.fill('#password', password);
  await page.click('button[type=submit]');
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

/** Calls the HTTP interface as the page's own user. */
export async function call(page, method, path, body) {
  const cookies = await page.context().cookies();
  const token = cookies.find((c) => c.name === 'XSRF-TOKEN')?.value ?? '';
  const answer = await page.request.fetch(`/api/v1${path}`, { method, data: body, headers: { 'X-XSRF-TOKEN': token } });
  const text = await answer.text();
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${text}`);
  return text ? JSON.parse(text) : null;
}

/** One line of the facts on a record's page, by its label. */
export function fact(page, label) {
  return page.locator('.fact').filter({ has: page.locator('dt', { hasText: new RegExp(`^${label}`) }) });
}

/** Waits until the database says so. */
export async function until(met) {
  for (let i = 0; i < 80; i++) {
    if (await met()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail('it did not happen within eight seconds');
}
