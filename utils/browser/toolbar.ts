export async function showCount(_tabId: number, _frameId: number, _count: number): Promise<void> {}
