import assert from 'node:assert/strict';
import { call, signIn } from './../steps.mjs';

export const title = 'a representative sees his own customers and nobody else’s';

export default async function story({ program, state, page, shot }) {
  const admin = await page();
  await signIn(admin, state.admin);
  const [role] = await program.rows("select id::text from role where code = 'SALES_REPRESENTATIVE'");
  const person = { username: 'lin.zhixia', password: 'Given-by-the-boss-1' };
  await call(admin, 'POST', '/users', { ...person, displayName: '林知夏', roleIds: [role.id] });
  await call(admin, 'POST', '/customers', { fullName: '别人的客户有限公司', industry: 'OTHER', primaryContact: { name: '王五', mobile: '13900002222' } });

  const p = await page();
  await signIn(p, person);
  await p.waitForURL(/\/password/);
  const own = 'Chosen-by-herself-2';
  await p.fill('#current', person.password);
  await p.fill('#next', own);
  await p.fill('#again', own);
  await p.click('button[type=submit]');
  await p.waitForURL(/\/customers/);
  await call(p, 'POST', '/customers', { fullName: '林知夏的客户有限公司', industry: 'IT', primaryContact: { name: '赵六', mobile: '13900003333' } });
  await p.goto('/customers');
  await p.getByText('林知夏的客户有限公司').first().waitFor();
  await shot(p, 'representative');
  assert.equal(await p.getByText('别人的客户有限公司').count(), 0);
  const [other] = await program.rows("select id::text from customer where full_name = '别人的客户有限公司'");
  const answer = await p.request.get(`/api/v1/customers/${other.id}`);
  assert.equal(answer.status(), 404);
  const [mine] = await program.rows("select u.username from customer c join app_user u on u.id = c.owner_id where c.full_name = '林知夏的客户有限公司'");
  assert.equal(mine.username, 'lin.zhixia');
}
