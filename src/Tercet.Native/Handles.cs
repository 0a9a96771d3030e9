using System.Collections.Concurrent;

namespace Tercet.Native;

/// <summary>A handle that is unknown, freed or of another kind.</summary>
internal sealed class InvalidHandleException(string message) : Exception(message);

/// <summary>The objects that callers hold, by number: a wrong number is found out, where a wrong address would crash.</summary>
internal static class Handles
{
    private static readonly ConcurrentDictionary<long, object> Objects = new();
    private static long _last;

    public static long Add(object value)
    {
        var handle = Interlocked.Increment(ref _last);
        Objects[handle] = value;
        return handle;
    }

    public static T Get<T>(long handle) where T : class =>
        Objects.GetValueOrDefault(handle) as T
        ?? throw new InvalidHandleException(
            $"handle {handle}: {(Objects.ContainsKey(handle) ? "of another kind" : "freed, or never made")}.");

    public static void Remove(long handle) => Objects.TryRemove(handle, out _);
}
