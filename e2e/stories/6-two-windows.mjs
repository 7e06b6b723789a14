import assert from 'node:assert/strict';
import { call, fact, signIn, until } from './../steps.mjs';

export const title = 'two windows change one customer: different fields merge by themselves, the same one is asked about';

export default async function story({ program, state, page, shot }) {
  const first = await page();
  await signIn(first, state.admin);
  const customer = await call(first, 'POST', '/customers', { fullName: '杭州云岭信息技术有限公司', industry: 'IT', city: '杭州', primaryContact: { name: '许静怡', mobile: '13900006001' } });
  const second = await page();
  await signIn(second, state.admin);
  const stored = async () => (await program.rows('select city, province, short_name, version from customer where id = $1', [customer.id]))[0];
  for (const p of [first, second]) {
    await p.goto(`/customers/${customer.id}`);
    await fact(p, '城市').waitFor();
  }

  await edit(first, '省份', '浙江省');
  await until(async () => (await stored()).province === '浙江省');
  await edit(second, '简称', '云岭');
  await until(async () => (await stored()).short_name === '云岭');
  assert.equal((await stored()).province, '浙江省', 'the other window’s field stays');
  assert.equal(await second.getByRole('dialog').count(), 0, 'nobody is asked about different fields');

  await edit(first, '城市', '绍兴');
  await until(async () => (await stored()).city === '绍兴');
  await edit(second, '城市', '嘉兴');
  const dialog = second.getByRole('dialog');
  await dialog.getByRole('radio', { name: /绍兴/ }).waitFor();
  assert.equal((await stored()).city, '绍兴', 'nothing is written over before the choice');
  await shot(second, 'conflict');
  await dialog.getByRole('radio', { name: /嘉兴/ }).click();
  await dialog.getByRole('button', { name: '保存合并结果' }).click();
  await until(async () => (await stored()).city === '嘉兴');
  assert.deepEqual(await stored(), { city: '嘉兴', province: '浙江省', short_name: '云岭', version: 5 });
}

async function edit(p, label, value) {
  const row = fact(p, label);
  await row.hover();
  await row.getByRole('button', { name: `修改${label}` }).click();
  await p.locator('.fact.editing input').fill(value);
  await p.locator('.fact.editing').getByRole('button', { name: '保存' }).click();
}
