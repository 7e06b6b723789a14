import assert from 'node:assert/strict';
import { call, signIn, until } from './../steps.mjs';

export const title = 'a representative claims a customer from the public pool, shares it and gives it back';

export default async function story({ program, state, page, shot }) {
  const admin = await page();
  await signIn(admin, state.admin);
  const [role] = await program.rows("select id::text from role where code = 'SALES_REPRESENTATIVE'");
  const person = { username: 'xie.jingxing', password: 'Claims-from-the-pool-1' };
  const user = await call(admin, 'POST', '/users', { ...person, displayName: '谢景行', mustChangePassword: false, roleIds: [role.id] });
  const make = (fullName, mobile) => call(admin, 'POST', '/customers', { fullName, industry: 'RETAIL', ownerId: null, primaryContact: { name: '周子昂', mobile } });
  const customer = await make('舟山远航船舶配件有限公司', '13900008001');
  const taken = await make('厦门鹭岛跨境电子商务有限公司', '13900008002');
  const owner = async (id) => (await program.rows('select owner_id::text from customer where id = $1', [id]))[0].owner_id;

  const p = await page();
  await signIn(p, person);
  await p.goto('/customers?view=pool');
  const row = (rec) => p.locator(`tr[data-id="${rec.id}"]`);
  await row(customer).hover();
  await shot(p, 'pool');
  await row(customer).locator('[data-claim]').click();
  await until(async () => (await owner(customer.id)) === user.id);
  await row(customer).waitFor({ state: 'detached' });

  // Somebody else was quicker: said in words, and the row goes.
  await call(admin, 'POST', `/customers/${taken.id}/claim`, {});
  await row(taken).hover();
  await row(taken).locator('[data-claim]').click();
  await p.getByText('已不在公海').waitFor();
  await shot(p, 'pool-too-late');
  assert.notEqual(await owner(taken.id), user.id);

  await p.goto(`/customers/${customer.id}`);
  await p.locator('.acts .more').click();
  await p.locator('[data-share]').click();
  const dialog = p.getByRole('dialog', { name: '共享' });
  await dialog.getByRole('button', { name: '添加同事' }).click();
  await p.getByRole('option', { name: /系统管理员/ }).click();
  await dialog.getByRole('button', { name: '可修改' }).click();
  await shot(p, 'share');
  await dialog.getByRole('button', { name: '保存' }).click();
  await until(async () => (await program.rows("select can_edit from record_share where entity = 'customers' and record_id = $1", [customer.id]))[0]?.can_edit === true);

  await p.locator('.acts .more').click();
  await p.locator('[data-release]').click();
  await until(async () => (await owner(customer.id)) === null);
  await p.locator('.acts [data-claim]').waitFor();
}
