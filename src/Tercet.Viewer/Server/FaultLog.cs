using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tercet.Viewer.Server;

/// <summary>Prints the faults of the viewer itself to standard error; all else is silent.</summary>
internal sealed class FaultLog : ILoggerProvider, ILogger
{
    private const string Host = "Microsoft.Extensions.Hosting";

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith(Host, StringComparison.Ordinal)
        ? NullLogger.Instance // a failed start is an exception, which is reported
        : this;

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
            Print(formatter(state, exception), exception);
    }

    /// <summary>Prints a fault.</summary>
    public static void Print(string message, Exception? exception) =>
        Console.Error.WriteLine($"viewer: {message}{(exception is null ? "" : $" {exception}")}");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
