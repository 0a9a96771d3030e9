namespace Tercet;

/// <summary>The classes of a pass that are not yet in a batch, in coverage order.</summary>
internal sealed class PassOrder(Coverage coverage, ClassPool pool)
{
    private int[] _order = [];
    private int _cursor;

    /// <summary>Begins a pass.</summary>
    public void Begin(long pass)
    {
        _order = [.. coverage.OrderOf(pass)];
        _cursor = 0;
    }

    /// <summary>Starts over at the front, after classes have become available again.</summary>
    public void Restart() => _cursor = 0;

    /// <summary>The places of the classes that are left.</summary>
    public IEnumerable<int> Rest()
    {
        while (_cursor < _order.Length && !pool.Has(_order[_cursor]))
            _cursor++;
        return Enumerable.Range(_cursor, _order.Length - _cursor).Select(i => _order[i]).Where(pool.Has);
    }
}
