using System.Text;
using Tercet.Viewer.Server;

namespace Tercet.Viewer.Tests.Server;

public sealed class ThumbnailCacheTests
{
    [Fact]
    public async Task An_image_is_made_once_however_many_ask()
    {
        using var cache = new ThumbnailCache(1 << 20);
        var made = 0;
        byte[] Make()
        {
            Interlocked.Increment(ref made);
            Thread.Sleep(50);
            return [1, 2];
        }

        var asked = Enumerable.Range(0, 40).Select(_ => cache.Get("a", Make, TestContext.Current.CancellationToken)).ToList();
        foreach (var content in await Task.WhenAll(asked))
            Assert.Equal([1, 2], content);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task That_there_is_none_is_kept_too()
    {
        using var cache = new ThumbnailCache(1 << 20);
        var made = 0;
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await cache.Get("a", () =>
            {
                made++;
                return null;
            }, TestContext.Current.CancellationToken));
        }
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task Those_least_lately_used_go_when_memory_is_full()
    {
        using var cache = new ThumbnailCache(3 * (1000 + 130));
        var made = new StringBuilder();
        async Task Ask(string keys)
        {
            foreach (var key in keys)
            {
                await cache.Get($"{key}", () =>
                {
                    made.Append(key);
                    return new byte[1000];
                }, TestContext.Current.CancellationToken);
            }
        }

        await Ask("abcabc");
        Assert.Equal("abc", made.ToString());
        await Ask("ad"); // drops b
        await Ask("acd");
        Assert.Equal("abcd", made.ToString());
        await Ask("b"); // drops a
        await Ask("cdb");
        Assert.Equal("abcdb", made.ToString());
        await Ask("a");
        Assert.Equal("abcdba", made.ToString());
    }

    [Fact]
    public async Task One_that_is_larger_than_all_memory_is_served_and_not_kept()
    {
        using var cache = new ThumbnailCache(100);
        var made = 0;
        for (var i = 0; i < 2; i++)
        {
            var content = await cache.Get("a", () =>
            {
                made++;
                return new byte[5000];
            }, TestContext.Current.CancellationToken);
            Assert.Equal(5000, content!.Length);
        }
        Assert.Equal(2, made);
    }

    [Fact]
    public async Task One_that_could_not_be_made_is_tried_again()
    {
        using var cache = new ThumbnailCache(1 << 20);
        for (var i = 0; i < 2 * Environment.ProcessorCount; i++) // each gives its worker back
            await Assert.ThrowsAsync<FormatException>(() => cache.Get("a", () => throw new FormatException(), TestContext.Current.CancellationToken));
        Assert.Equal([7], await cache.Get("a", () => [7], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_goes_away_leaves_the_others_waiting_for_theirs()
    {
        using var cache = new ThumbnailCache(1 << 20);
        using var gone = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        var busy = Enumerable.Range(0, Environment.ProcessorCount).Select(i => cache.Get($"{i}", () =>
        {
            release.Wait();
            return [(byte)i];
        }, TestContext.Current.CancellationToken)).ToList();
        var waiting = cache.Get("x", () => [9], gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        release.Set();
        await Task.WhenAll(busy);
        Assert.Equal([9], await cache.Get("x", () => [9], TestContext.Current.CancellationToken));
    }
}
