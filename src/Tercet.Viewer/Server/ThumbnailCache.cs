namespace Tercet.Viewer.Server;

/// <summary>Images as they are shown, each made once; of those least lately used, the oldest go when memory is full.</summary>
/// <param name="capacity">Bytes to keep.</param>
internal sealed class ThumbnailCache(long capacity) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, byte[]? Content)>> _nodes = [];
    private readonly LinkedList<(string Key, byte[]? Content)> _order = new();
    private readonly SemaphoreSlim _workers = new(Environment.ProcessorCount);
    private long _size;

    /// <summary>The image of a key, made where it is not there; null where there is none.</summary>
    public async Task<byte[]?> Get(string key, Func<byte[]?> make, CancellationToken cancellationToken)
    {
        if (Find(key, out var content))
            return content;
        await _workers.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Find(key, out content))
                return content;
            content = await Task.Run(make, cancellationToken).ConfigureAwait(false);
            Keep(key, content);
            return content;
        }
        finally
        {
            _workers.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();

    private bool Find(string key, out byte[]? content)
    {
        lock (_gate)
        {
            var found = _nodes.TryGetValue(key, out var node);
            content = node?.Value.Content;
            if (node is not null)
            {
                _order.Remove(node);
                _order.AddLast(node);
            }
            return found;
        }
    }

    private void Keep(string key, byte[]? content)
    {
        lock (_gate)
        {
            if (_nodes.ContainsKey(key))
                return;
            _nodes[key] = _order.AddLast((key, content));
            _size += SizeOf(key, content);
            while (_size > capacity && _order.First is { } oldest)
            {
                _order.RemoveFirst();
                _nodes.Remove(oldest.Value.Key);
                _size -= SizeOf(oldest.Value.Key, oldest.Value.Content);
            }
        }
    }

    private static long SizeOf(string key, byte[]? content) => 2L * key.Length + (content?.Length ?? 0) + 128;
}
