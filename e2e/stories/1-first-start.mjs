import assert from 'node:assert/strict';

export const title = 'the first start prints a password, which must be changed before anything else';

export default async function story({ program, state, page, shot }) {
  const p = await page();
  await p.goto('/');
  await p.waitForURL(/\/login/);
  await p.fill('#username', 'admin');
  await p.fill('#password', 'not-the-password');
  await p.click('button[type=submit]');
  await p.getByRole('alert').waitFor();
  await p.fill('#password', program.password);
  await p.click('button[type=submit]');
  await p.waitForURL(/\/password/);
  await p.goto('/customers');
  await p.waitForURL(/\/password/);
  const next = 'Qinjian7-chashu-2026';
  await p.fill('#current', program.password);
  await p.fill('#next', next);
  await p.fill('#again', next);
  await shot(p, 'first-password');
  await p.click('button[type=submit]');
  await p.waitForURL(/\/customers/);
  state.admin.password = next;
  const [row] = await program.rows("select must_change_password from app_user where username = 'admin'");
  assert.equal(row.must_change_password, false);
}
