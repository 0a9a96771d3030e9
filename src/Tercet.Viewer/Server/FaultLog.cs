using Microsoft.Extensions.Logging;

namespace Tercet.Viewer.Server;

/// <summary>Prints the faults of the viewer itself to standard error; all else is silent.</summary>
internal sealed class FaultLog : ILoggerProvider, ILogger
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Error or LogLevel.Critical;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (IsEnabled(logLevel))
            Console.Error.WriteLine($"viewer: {formatter(state, exception)}{(exception is null ? "" : $" {exception}")}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
