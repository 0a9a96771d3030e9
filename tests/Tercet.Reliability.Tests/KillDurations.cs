using System.Collections.Concurrent;

namespace Tercet.Reliability.Tests;

/// <summary>What commands take undisturbed, as far as is known; a machine with other work changes that.</summary>
internal sealed class KillDurations
{
    private const double Change = 0.5;

    private readonly ConcurrentDictionary<string, TimeSpan> _durations = [];

    /// <summary>What is taken to be the duration of a command that has not run yet.</summary>
    public TimeSpan Guess { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What a command takes.</summary>
    /// <param name="command">Its name.</param>
    public TimeSpan Of(string command) => _durations.GetValueOrDefault(command, Guess);

    /// <summary>Notes a run that was not killed.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="time">What it took.</param>
    /// <param name="isFirst">Whether it did all of the work: after a kill there may be less to do.</param>
    public void Add(string command, TimeSpan time, bool isFirst) => _durations.AddOrUpdate(
        command, isFirst || time > Guess ? time : Guess,
        (_, known) => isFirst || time > known ? known + Change * (time - known) : known);
}
