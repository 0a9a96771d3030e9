using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Runs;

public sealed class GrowingListTests
{
    [Fact]
    public void What_is_added_is_there_in_order()
    {
        var list = new GrowingList<int>();
        Assert.Equal(0, list.Count);
        Assert.True(list.Snapshot().IsEmpty);
        for (var i = 0; i < 5000; i++)
        {
            list.Add(i);
            Assert.Equal((i + 1, i), (list.Count, list[i]));
        }
        Assert.Equal(Enumerable.Range(0, 5000), list.Snapshot().ToArray());
    }

    [Fact]
    public void Readers_see_whole_elements_while_one_writes()
    {
        const int Count = 2_000_000;
        var list = new GrowingList<(long, long, long)>();
        var faults = 0;
        var readers = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            for (var count = 0; count < Count;)
            {
                var snapshot = list.Snapshot();
                count = snapshot.Length;
                if (count == 0)
                    continue;
                var last = snapshot[^1];
                var again = list[count - 1];
                if (last != (count - 1, ~(count - 1L), count - 1) || again != last || list.Count < count)
                    Interlocked.Increment(ref faults);
            }
        })).ToList();
        readers.ForEach(reader => reader.Start());
        for (long i = 0; i < Count; i++)
            list.Add((i, ~i, i));
        readers.ForEach(reader => reader.Join());
        Assert.Equal(0, faults);
    }
}
